import type { JournalEvent } from "../../engine/index.ts";
import { createSeededRandom } from "../../shared/seeded-random.ts";
import type { RivalSession } from "../session.ts";
import { editAtRandom } from "./random-edits.ts";

/** Most edits one draw makes; as many as a full set of house rules needs. */
const mostEdits = 8;

/** Random search: every trial edits the seed afresh and is scored on the whole Pareto set. */
export async function* randomSearch(session: RivalSession): AsyncGenerator<JournalEvent, void, void> {
  const random = createSeededRandom(session.spec.seed, "random search");
  const seed = session.spec.seedCandidates[0]!;
  for (;;) {
    const drawn = editAtRandom(seed, 1 + random.below(mostEdits), random, session.ports);
    yield await session.addCandidate(drawn.texts, [0]);
  }
}
