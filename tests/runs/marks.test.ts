import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { foldJournal } from "../../src/engine/state/apply-event.ts";
import type { CompletionOutcome } from "../../src/models/language-model.ts";
import { addMark } from "../../src/storage/library/marks.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { setWish } from "../../src/storage/library/set-wish.ts";
import { markSentence } from "../../src/tasks/marks.ts";
import { ruleFollower } from "../support/rule-follower.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { freshName, journalOf, openTab, untilStatus } from "./open-runs.ts";

const sizes = { feedback: 9, pareto: 6, test: 4 };
const request = sampleRun({ id: "run", metricCalls: 70, sizes });

/** The same task, judged by what people marked and nothing else. */
const byMarks = {
  ...request,
  task: { ...request.task, metrics: [{ name: "marks", kind: "human", weight: 1, options: {} }] },
};

test("a metric of human marks scores by the marks made before the run, and leaves later ones to its journal", async () => {
  const { db, runs } = await openTab(freshName(), scriptedModels().load);
  const [first, second] = request.splits.pareto;
  const mark = { exampleId: first ?? "", output: "General", thumb: "up" } as const;
  await addMark(db, { id: "before", ...mark, at: 1 });
  await addMark(db, { id: "after", ...mark, exampleId: second ?? "", at: 9_000_000_000_000 });
  await requestRun(db, byMarks, 2);
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  const seed = foldJournal(await journalOf(db, "run"))?.candidates[0];
  expect(seed?.scores.map(({ score }) => score)).toEqual([1, 0, 0, 0, 0, 0]);
  const told = await db.rollouts.filter((row) => row.exampleId === first).first();
  expect(told?.feedback).toBe("A person marked this answer good.");
});

test("a mark taken back before the run counts no more", async () => {
  const { db, runs } = await openTab(freshName(), scriptedModels().load);
  const exampleId = request.splits.pareto[0] ?? "";
  await addMark(db, { id: "1", exampleId, output: "General", thumb: "up", at: 1 });
  await addMark(db, { id: "2", exampleId, output: "general.", at: 2 });
  await requestRun(db, byMarks, 3);
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  expect(foldJournal(await journalOf(db, "run"))?.candidates[0]?.mean).toBe(0);
});

test("a mark made in the middle of a run is journalled once, and the next reflection that reads its row reads it", async () => {
  let calls = 0;
  let pauseNow: () => void = () => undefined;
  const letters: string[] = [];
  const models = scriptedModels({
    answer: async (asked, { purpose }): Promise<CompletionOutcome> => {
      if (++calls === 12) pauseNow();
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (purpose !== "reflection") return ruleFollower(asked);
      letters.push(asked.messages[0]?.content ?? "");
      return {
        kind: "completed",
        text: "```\nAnswer GENERAL.\n```",
        finishReason: "stop",
        usage: {},
        latencyMs: 1,
      };
    },
  });
  const { db, runs } = await openTab(freshName(), models.load);
  const remote = {
    kind: "remote",
    dialect: "openai-compatible",
    provider: "custom",
    baseUrl: "http://localhost:1/v1",
    model: "m",
    needsKey: false,
  } as const;
  await requestRun(db, { ...request, reflection: remote }, 1);
  pauseNow = () => void runs.wish("run", "pause");
  await runs.start("run");
  await untilStatus(db, "run", "paused");
  const said: string[] = [];
  for (const [index, exampleId] of request.splits.feedback.entries()) {
    const mark = { id: `m${index}`, runId: "run", exampleId, output: "General", thumb: "down" } as const;
    // The thumb first, the reason a moment later: one remark comes of it.
    expect(await addMark(db, { ...mark, at: 5 }, markSentence(mark))).toBe(true);
    const explained = { ...mark, id: `m${index} why`, text: `row ${index} is for a team`, at: 6 };
    await addMark(db, explained, markSentence(explained));
    said.push(markSentence(explained));
  }
  expect(await db.steering.count()).toBe(sizes.feedback);
  await setWish(db, "run", "run");
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  const added = (await journalOf(db, "run")).filter((event) => event.type === "feedback-added");
  expect(added.map((event) => event.text)).toEqual(said);
  const last = letters.at(-1) ?? "";
  expect(last).toContain("Remark by a person");
  expect(last).toMatch(/A person marked the answer "General" bad: row \d is for a team/);
});

test("a mark on a row that is only judged by, or on a run that has ended, is stored and wakes nothing", async () => {
  const { db, runs } = await openTab(freshName(), scriptedModels().load);
  await requestRun(db, request, 1);
  const onPareto = { id: "p", runId: "run", exampleId: request.splits.pareto[0] ?? "", output: "x", at: 2 };
  expect(await addMark(db, { ...onPareto, thumb: "up" }, "good")).toBe(false);
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  const late = { id: "f", runId: "run", exampleId: request.splits.feedback[0] ?? "", output: "x", at: 3 };
  expect(await addMark(db, { ...late, thumb: "up" }, "good")).toBe(false);
  expect(await db.marks.count()).toBe(2);
  expect((await db.runs.get("run"))?.status).toBe("finished");
});
