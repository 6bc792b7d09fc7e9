import { buildTask } from "../tasks/build-task.ts";
import { coachAnswer } from "./lesson.ts";
import { literalStudent } from "./literal-student.ts";
import { shopRows, shopTask } from "./shop.ts";

/** What the coach makes of the same rows, from its own prompt: the fence's content of its answer. */
export async function coachRewrites(text: string, batch: readonly number[], round: number): Promise<string> {
  const task = buildTask(shopTask, shopRows);
  const records = await Promise.all(
    batch.map(async (example) => {
      const row = task.examples("feedback")[example];
      if (row === undefined) throw new Error(`no row ${example}`);
      const rollout = await task.run({ instruction: text }, row, literalStudent);
      if (rollout.kind === "failed") throw new Error(rollout.failure.message);
      return { example, score: rollout.judgement.score, record: task.record("instruction", row, rollout) };
    }),
  );
  const answer = coachAnswer({
    callIndex: round,
    attempt: 1,
    iteration: round,
    task: 0,
    parent: 0,
    component: "instruction",
    currentText: text,
    records,
    prompt: "",
    purpose: "reflect",
    sampling: { temperature: 0, seed: round },
  });
  return /```\n([\s\S]*?)\n```/.exec(answer)?.[1] ?? text;
}
