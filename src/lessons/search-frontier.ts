import type { RunState } from "../engine/index.ts";
import { frontierWorld } from "./frontier-world.ts";
import { createLesson, runUntil } from "./lesson.ts";

/** The frontier scene's search to its end, with one way to choose the parent. */
export async function searchFrontier(
  kind: "current-best" | "pareto",
  seed: number,
  trap: string,
  plain: string,
): Promise<RunState> {
  const lesson = createLesson(frontierWorld({ selector: { kind }, seed, trap, plain }));
  await runUntil(lesson, () => false);
  return lesson.state();
}
