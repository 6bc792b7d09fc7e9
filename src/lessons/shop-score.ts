import { type LessonAnswer, tryTexts } from "./lesson.ts";
import { literalStudent } from "./literal-student.ts";
import { shopRows, shopTask } from "./shop.ts";

const world = { task: shopTask, rows: shopRows, student: literalStudent };
/** Rows shown in a round. */
export const batchSize = 5;

/** Rows a prompt is judged on, and as many requests for each try. */
export const judgedRows = shopRows.pareto.length;

/** How many of the judging rows a prompt gets right. */
export async function scoreOf(prompt: string): Promise<number> {
  const answers = await tryTexts(world, { instruction: prompt }, "pareto");
  return answers.filter(({ score }) => score >= 1).length;
}

/** Five rows to learn from that mix all topics; every round takes the next five. */
export function batchOf(round: number): readonly number[] {
  return Array.from(
    { length: batchSize },
    (_, index) => (round * batchSize * 5 + index * 5 + round) % shopRows.feedback.length,
  );
}

/** What a prompt answers on some of the rows to learn from, and why that is right or wrong. */
export async function answersOn(prompt: string, rows: readonly number[]): Promise<readonly LessonAnswer[]> {
  const all = await tryTexts(world, { instruction: prompt }, "feedback");
  return rows.flatMap((example) => all[example] ?? []);
}
