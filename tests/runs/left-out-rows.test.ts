import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import type { CompletionOutcome, CompletionRequest, ModelFailure } from "../../src/models/language-model.ts";
import { askRowsAgain, requestRun } from "../../src/storage/library/runs.ts";
import { setWish } from "../../src/storage/library/set-wish.ts";
import { generatedRows } from "../../src/tasks/generated-rows.ts";
import { ruleFollower } from "../support/rule-follower.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { freshName, journalOf, openTab, untilStatus } from "./open-runs.ts";

const sizes = { feedback: 9, pareto: 12, test: 6 };
const request = { ...sampleRun({ id: "run", metricCalls: 90, sizes }), concurrency: 3 };
const { source } = request.task;
if (source.kind !== "generated") throw new Error("the sample run generates its rows");
const rows = generatedRows(source);
const messagesOf = (split: "feedback" | "pareto" | "test", ...positions: number[]) =>
  positions.map((position) => rows[split][position]!.inputs["message"]!);

const userOf = ({ messages }: CompletionRequest) =>
  messages.find(({ role }) => role === "user")?.content ?? "";
const failure = (error: ModelFailure["error"], message: string, status: number): ModelFailure => ({
  kind: "failed",
  error,
  message,
  status,
});
const tooLong = failure("context-overflow", "The prompt is too long.", 400);
const boom = failure("server-error", "boom", 500);
const htmlPage = failure("bad-response", "<html>Log in to the hotel's network</html>", 200);
const flagged = failure("content-refused", "Input was flagged", 403);

/** A run whose Student fails on some messages; `gone` is asked before anything. */
async function runFailing(
  failOn: ReadonlyMap<string, ModelFailure>,
  gone: () => CompletionOutcome | undefined = () => undefined,
) {
  let isMended = false;
  const models = scriptedModels({
    answer: (completion) =>
      gone() ?? (isMended ? undefined : failOn.get(userOf(completion))) ?? ruleFollower(completion),
  });
  const { db, runs } = await openTab(freshName(), models.load);
  await requestRun(db, request, 1);
  await runs.start("run");
  return { db, runs, models, mend: () => (isMended = true) };
}

test.each([
  ["too long for the context", tooLong],
  ["answered with 500 always", boom],
  ["answered with a web page", htmlPage],
  ["refused for what it says", flagged],
])(
  "one Pareto row %s is left out by its position and reason, and the search goes on with the others",
  async (_, said) => {
    const { db } = await runFailing(new Map(messagesOf("pareto", 4).map((message) => [message, said])));
    const run = await untilStatus(db, "run", "finished", "waiting");
    expect(run.status).toBe("finished");
    expect(run.summary?.stopReason).not.toBe("seed-not-scored");
    const journal = await journalOf(db, "run");
    const added = journal.filter((event) => event.type === "candidate-added");
    expect(added[0]?.leftOut).toMatchObject([{ example: 4, failed: `${said.error}: ${said.message}` }]);
    expect(added[0]?.rows).toHaveLength(11);
    expect(added.length).toBeGreaterThan(1);
    expect(journal.filter((event) => event.type === "test-evaluated")).toHaveLength(2);
  },
);

test("six rows in a row that a server answers with 500 are asked twice each, left out and named", async () => {
  const bad = messagesOf("pareto", 0, 1, 2, 3, 4, 5);
  const { db, models } = await runFailing(new Map(bad.map((message) => [message, boom])));
  const run = await untilStatus(db, "run", "finished", "waiting");
  expect(run.status).toBe("finished");
  const [seed] = (await journalOf(db, "run")).filter((event) => event.type === "candidate-added");
  expect(seed?.leftOut?.map((row) => row.example)).toEqual([0, 1, 2, 3, 4, 5]);
  for (const message of bad)
    expect(models.asked.filter(({ request: one }) => userOf(one) === message)).toHaveLength(2);
});

test("rows of the sealed test and of the feedback set that cannot be answered end nothing", async () => {
  const bad = [...messagesOf("test", 2), ...messagesOf("feedback", 0, 1, 2, 3)];
  const { db } = await runFailing(new Map(bad.map((message) => [message, tooLong])));
  const run = await untilStatus(db, "run", "finished", "waiting");
  expect(run.status).toBe("finished");
  expect(run.summary?.stopReason).not.toBe("calls-keep-failing");
  const tests = (await journalOf(db, "run")).filter((event) => event.type === "test-evaluated");
  expect(
    tests.map(({ rows: tested }) => tested.filter((row) => "failed" in row).map((row) => row.example)),
  ).toEqual([[2], [2]]);
});

test("when no row is answered at all the run waits with the reason, nothing is left out, and it goes on from there", async () => {
  let isDown = true;
  const { db, runs, models } = await runFailing(new Map(), () => (isDown ? boom : undefined));
  const waiting = await untilStatus(db, "run", "waiting", "finished");
  expect(waiting.waiting).toMatchObject({ kind: "model", role: "student" });
  expect(waiting.waiting).toHaveProperty("message", expect.stringContaining("boom"));
  expect(await db.rollouts.count()).toBe(0);
  expect(models.asked.length).toBeLessThan(12);
  isDown = false;
  await runs.idle();
  await setWish(db, "run", "run");
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  expect((await journalOf(db, "run"))[1]).not.toHaveProperty("leftOut");
});

test("a model that answers every question but those of the run leaves nothing out: the run waits and says why", async () => {
  const everyRow = [...rows.feedback, ...rows.pareto, ...rows.test].map((row) => row.inputs["message"]!);
  const { db } = await runFailing(new Map(everyRow.map((message) => [message, tooLong])));
  const { waiting } = await untilStatus(db, "run", "waiting", "finished");
  expect(waiting).toMatchObject({ kind: "model", error: "context-overflow" });
  expect(waiting).toHaveProperty("message", expect.stringContaining("None of the 12 rows"));
});

test("a server that goes away in the middle makes the run wait, and no failure of that time is a final answer", async () => {
  let asked = 0;
  const { db, runs } = await runFailing(new Map(), () => (++asked > 30 && asked < 60 ? boom : undefined));
  for (;;) {
    const run = await untilStatus(db, "run", "waiting", "finished");
    if (run.status === "finished") break;
    await runs.idle();
    await setWish(db, "run", "run");
    await runs.start("run");
    await untilStatus(db, "run", "running", "finished", "waiting");
  }
  expect((await db.rollouts.toArray()).filter(({ outcome }) => outcome.kind === "failed")).toEqual([]);
});

test("rows that were left out are asked again when a person wishes it: Pareto and sealed test alike", async () => {
  const bad = [...messagesOf("pareto", 4), ...messagesOf("test", 2)];
  const { db, runs, mend } = await runFailing(new Map(bad.map((message) => [message, boom])));
  const before = await untilStatus(db, "run", "finished");
  mend();
  await runs.idle();
  await askRowsAgain(db, "run", 5);
  await runs.start("run");
  await untilStatus(db, "run", "running", "finished");
  await runs.idle();
  const after = await untilStatus(db, "run", "finished");
  const journal = await journalOf(db, "run");
  expect(journal.filter((event) => event.type === "rows-asked-again")).toHaveLength(1);
  const [asked] = journal.filter((event) => event.type === "left-out-evaluated");
  expect(asked?.evaluations.every((one) => one.rows.every((row) => "score" in row))).toBe(true);
  const latest = journal.findLast((event) => event.type === "test-evaluated");
  expect(latest?.rows.every((row) => "score" in row)).toBe(true);
  expect(latest?.calls.count).toBeLessThanOrEqual(6);
  expect(after.summary?.stopReason).toBe(before.summary?.stopReason);
  expect(await db.steering.count()).toBe(0);
});
