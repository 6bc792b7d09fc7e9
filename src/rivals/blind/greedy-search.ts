import type { JournalEvent } from "../../engine/index.ts";
import { createSeededRandom } from "../../shared/seeded-random.ts";
import { meanOf, type RivalSession } from "../session.ts";
import { editAtRandom } from "./random-edits.ts";

/** Edits a step makes: mostly one, sometimes two, so that it can leave a ridge. */
const chanceOfTwo = 0.25;
/** Rows of the gate where the spec leaves the size to GEPA's own estimate. */
const defaultMinibatch = 5;

/**
 * Greedy search (hill climbing): one random edit to the best candidate; on a minibatch it must do better than its
 * parent before the Pareto set is spent on it, the same gate GEPA has.
 */
export async function* greedySearch(session: RivalSession): AsyncGenerator<JournalEvent, void, void> {
  const random = createSeededRandom(session.spec.seed, "greedy search");
  const { feedback } = session.spec.splits;
  const { size: asked } = session.spec.minibatch;
  const size = Math.min(typeof asked === "number" ? asked : defaultMinibatch, feedback);
  for (let trial = 1; ; trial += 1) {
    const parent = session.state().candidates[session.state().best.index]!;
    const drawn = editAtRandom(parent.texts, random.chance(chanceOfTwo) ? 2 : 1, random, session.ports);
    const minibatch = random.shuffled(Array.from({ length: feedback }, (_, row) => row)).slice(0, size);
    session.need(2 * size);
    const before = await session.evaluate(parent.texts, "feedback", minibatch, "parent");
    const after = await session.evaluate(drawn.texts, "feedback", minibatch, "child");
    const isBetter = meanOf(after.rows) > meanOf(before.rows);
    yield session.record({
      type: "trial-evaluated",
      step: "minibatch",
      trial,
      texts: drawn.texts,
      note: `${drawn.note}: ${isBetter ? "better than" : "no better than"} candidate ${parent.index} on ${size} rows`,
      calls: { from: before.from, count: 2 * size },
      rows: after.rows,
      metricCalls: before.metricCalls + after.metricCalls,
      reflectionCalls: 0,
    });
    if (isBetter) yield await session.addCandidate(drawn.texts, [parent.index]);
  }
}
