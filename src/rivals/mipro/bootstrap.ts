import type { JournalEvent } from "../../engine/index.ts";
import { isScored } from "../../engine/index.ts";
import type { RivalSession } from "../session.ts";

/** A row counts as solved when the metric gives it this much. */
const solvedFrom = 1;
/** Rows asked at once. */
const batch = 8;

/**
 * Runs the seed program over the feedback rows until `enough` are solved or all were tried, and gives the positions it
 * solved. Every row costs a metric call; each is asked once however many demo sets use it.
 */
export async function* bootstrap(
  session: RivalSession,
  enough: number,
): AsyncGenerator<JournalEvent, number[], void> {
  const seed = session.spec.seedCandidates[0]!;
  const solved: number[] = [];
  const { feedback } = session.spec.splits;
  for (let at = 0; at < feedback && solved.length < enough; at += batch) {
    const examples = Array.from({ length: Math.min(batch, feedback - at) }, (_, i) => at + i);
    session.need(examples.length);
    const done = await session.evaluate(seed, "feedback", examples, "parent");
    const fresh = done.rows.filter((row) => isScored(row) && row.score >= solvedFrom);
    solved.push(...fresh.map((row) => row.example));
    yield session.record({
      type: "trial-evaluated",
      step: "bootstrap",
      trial: 0,
      texts: seed,
      note: `${fresh.length} of ${examples.length} rows solved by the seed program`,
      calls: { from: done.from, count: examples.length },
      rows: done.rows,
      metricCalls: done.metricCalls,
      reflectionCalls: 0,
    });
  }
  return solved;
}
