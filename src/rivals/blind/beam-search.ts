import type { Candidate, JournalEvent } from "../../engine/index.ts";
import { createSeededRandom } from "../../shared/seeded-random.ts";
import { meanOf, type RivalSession } from "../session.ts";
import { editAtRandom } from "./random-edits.ts";

/** Width of the beam, as in the paper's ablation (BeamSearch, 4). */
const width = 4;
const childrenPerMember = 2;
/** Rows every member of a round is compared on. */
const roundRows = 8;

interface Member {
  readonly texts: Candidate;
  readonly mean: number;
  readonly note: string;
}

/**
 * Beam search: each round every member has children by random edits; members and children are compared on the same
 * rows and the best `width` stay. The round's best is scored on the Pareto set when it was not yet.
 */
export async function* beamSearch(session: RivalSession): AsyncGenerator<JournalEvent, void, void> {
  const random = createSeededRandom(session.spec.seed, "beam search");
  const { feedback } = session.spec.splits;
  const size = Math.min(roundRows, feedback);
  let beam: readonly Candidate[] = [session.spec.seedCandidates[0]!];
  const scored = new Set([textKey(beam[0]!)]);
  for (let round = 1; ; round += 1) {
    const children = beam.flatMap((texts) =>
      Array.from({ length: childrenPerMember }, () =>
        editAtRandom(texts, 1 + random.below(2), random, session.ports),
      ),
    );
    const rows = random.shuffled(Array.from({ length: feedback }, (_, row) => row)).slice(0, size);
    const members: Member[] = [];
    for (const { texts, note } of [...beam.map((kept) => ({ texts: kept, note: "kept" })), ...children]) {
      session.need(size);
      const done = await session.evaluate(texts, "feedback", rows, "child");
      members.push({ texts, note, mean: meanOf(done.rows) });
      yield session.record({
        type: "trial-evaluated",
        step: "minibatch",
        trial: round,
        texts,
        note,
        calls: { from: done.from, count: size },
        rows: done.rows,
        metricCalls: done.metricCalls,
        reflectionCalls: 0,
      });
    }
    const best = members.toSorted((a, b) => b.mean - a.mean).slice(0, width);
    beam = best.map((member) => member.texts);
    const front = beam[0]!;
    if (!scored.has(textKey(front))) {
      scored.add(textKey(front));
      yield await session.addCandidate(front, [0]);
    }
  }
}

function textKey(texts: Candidate): string {
  return JSON.stringify(texts);
}
