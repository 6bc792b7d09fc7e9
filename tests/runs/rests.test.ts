import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import type { CompletionOutcome } from "../../src/models/language-model.ts";
import { answerByHand } from "../../src/storage/library/by-hand.ts";
import { goOnWhenDue } from "../../src/storage/library/go-on-when-due.ts";
import { requestRun, reopenRun, setLimits, steer } from "../../src/storage/library/runs.ts";
import { setWish } from "../../src/storage/library/set-wish.ts";
import { waitingReflections } from "../../src/storage/read/reflections.ts";
import { memoryLocks } from "../support/memory-locks.ts";
import { ruleFollower } from "../support/rule-follower.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { freshName, journalOf, openTab, untilStatus } from "./open-runs.ts";

const small = { feedback: 9, pareto: 6, test: 4 };
const student = {
  kind: "remote",
  dialect: "openai-compatible",
  provider: "custom",
  baseUrl: "https://api.test/v1",
  model: "m",
  needsKey: true,
} as const;
const request = { ...sampleRun({ id: "run", metricCalls: 70, sizes: small }), concurrency: 2 };

async function plainJournal() {
  const { db, runs } = await openTab(freshName(), scriptedModels().load);
  await requestRun(db, request, 1);
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  return journalOf(db, "run");
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

test("a paused run asks nothing more, and resumed it decides what it would have decided", async () => {
  let calls = 0;
  let pauseNow: () => void = () => undefined;
  const models = scriptedModels({
    answer: async (completion) => {
      if (++calls === 21) pauseNow();
      await settled();
      return ruleFollower(completion);
    },
  });
  const { db, runs } = await openTab(freshName(), models.load);
  await requestRun(db, request, 1);
  pauseNow = () => void runs.wish("run", "pause");
  await runs.start("run");
  await untilStatus(db, "run", "paused");
  const askedAtPause = models.asked.length;
  expect(await db.rollouts.count()).toBe(askedAtPause);

  await setWish(db, "run", "run");
  await runs.start("run");
  const run = await untilStatus(db, "run", "finished");

  expect(await journalOf(db, "run")).toEqual(await plainJournal());
  expect(new Set(models.asked.map((call) => call.callIndex)).size).toBe(models.asked.length);
  expect(run.possiblyPaidTwice).toBe(0);
});

test("a stopped run says a person stopped it, keeps the test set sealed, and goes on when asked", async () => {
  let calls = 0;
  let stopNow: () => void = () => undefined;
  const models = scriptedModels({
    answer: async (completion) => {
      if (++calls === 30) stopNow();
      await settled();
      return ruleFollower(completion);
    },
  });
  const { db, runs } = await openTab(freshName(), models.load);
  await requestRun(db, request, 1);
  stopNow = () => void runs.wish("run", "stop");
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  const journal = await journalOf(db, "run");
  expect(journal.at(-1)).toMatchObject({ type: "run-stopped", reason: { kind: "stopped-by-person" } });

  await reopenRun(db, "run");
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  const whole = (await journalOf(db, "run")).filter(
    (event) =>
      event.type !== "run-reopened" &&
      !(event.type === "run-stopped" && event.reason.kind === "stopped-by-person"),
  );
  expect(whole).toEqual(await plainJournal());
});

test("a key that is gone makes the run wait for that origin; with the key it goes on", async () => {
  let hasKey = false;
  const noKey: CompletionOutcome = {
    kind: "failed",
    error: "needs-key",
    message: "no key for https://api.test",
  };
  const models = scriptedModels({ answer: (completion) => (hasKey ? ruleFollower(completion) : noKey) });
  const { db, runs } = await openTab(freshName(), models.load);
  await requestRun(db, { ...request, student }, 1);
  await runs.start("run");
  const waiting = await untilStatus(db, "run", "waiting");
  expect(waiting.waiting).toEqual({ kind: "needs-key", origin: "https://api.test" });
  expect(await db.rollouts.count()).toBe(0);

  hasKey = true;
  await setWish(db, "run", "run");
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  expect(await journalOf(db, "run")).toEqual(await plainJournal());
});

test("a server that fails on and on makes the run wait with its own words, and no failure becomes a score", async () => {
  const models = scriptedModels({
    answer: () => ({ kind: "failed", error: "server-error", message: "503 from api.test", status: 503 }),
  });
  const { db, runs } = await openTab(freshName(), models.load);
  await requestRun(db, request, 1);
  await runs.start("run");
  const row = await untilStatus(db, "run", "waiting", "finished");
  expect(row.waiting).toMatchObject({ kind: "model", role: "student", message: "503 from api.test" });
  expect((await db.rollouts.toArray()).filter((rollout) => rollout.outcome.kind === "scored")).toEqual([]);
});

test("a run whose host named a time goes on by itself when it is over, also one that a closed tab left waiting", async () => {
  let isFull = true;
  const full: CompletionOutcome = {
    kind: "failed",
    error: "rate-limited",
    message: "api.test asks to wait.",
    retryAfterSeconds: 3600,
  };
  const models = scriptedModels({ answer: (completion) => (isFull ? full : ruleFollower(completion)) });
  const { db, runs } = await openTab(freshName(), models.load);
  await requestRun(db, { ...request, student }, 1);
  await requestRun(db, { ...request, id: "held", student }, 1);
  await Promise.all([runs.start("run"), runs.start("held")]);
  const { waiting } = await untilStatus(db, "run", "waiting");
  await untilStatus(db, "held", "waiting");
  await setWish(db, "held", "pause");
  const until = waiting?.kind === "model" ? waiting.until : undefined;
  if (until === undefined) throw new Error("the run waits without a time");
  const early = goOnWhenDue(db, () => until - 60_000);
  await settled();
  expect((await db.runs.get("run"))?.status).toBe("waiting");
  early();

  isFull = false;
  const due = goOnWhenDue(db, () => until + 1);
  await untilStatus(db, "run", "requested");
  due();
  expect((await db.runs.get("held"))?.status).toBe("waiting");
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  expect(await journalOf(db, "run")).toEqual(await plainJournal());
});

test("a host that answered this run and fails in its middle is asked again by the run itself; one that never did is not", async () => {
  const down: CompletionOutcome = { kind: "failed", error: "server-error", message: "503", status: 503 };
  for (const answered of [0, 20]) {
    let asked = 0;
    const models = scriptedModels({
      answer: (completion) => (++asked > answered ? down : ruleFollower(completion)),
    });
    const { db, runs } = await openTab(freshName(), models.load);
    await requestRun(db, { ...request, student }, 1);
    await runs.start("run");
    const { waiting } = await untilStatus(db, "run", "waiting", "finished");
    const goesOn = waiting?.kind === "model" && waiting.until !== undefined;
    expect({ answered, kind: waiting?.kind, goesOn }).toEqual({
      answered,
      kind: "model",
      goesOn: answered > 0,
    });
  }
});

test("a run with a person as reflector holds nothing while it waits, and goes on with the pasted answer", async () => {
  const models = scriptedModels();
  const locks = memoryLocks();
  const { db, runs } = await openTab(freshName(), models.load, locks);
  await requestRun(db, { ...request, reflection: { kind: "by-hand" } }, 1);
  await runs.start("run");
  let answered = 0;
  for (;;) {
    const row = await untilStatus(db, "run", "waiting", "finished");
    if (row.status === "finished") break;
    await runs.idle();
    const [prompt] = await waitingReflections(db, "run");
    if (prompt === undefined) throw new Error("a run waits by hand for no prompt");
    expect(row.waiting).toMatchObject({ kind: "by-hand", callIndexes: [prompt.callIndex] });
    expect(prompt.prompt).toContain("Label the message.");
    const text = `\`\`\`\nLabel the message. Otherwise answer OTHER. Try ${answered}.\n\`\`\``;
    expect(await answerByHand(db, "run", prompt.callIndex, text, 5)).toBe(true);
    expect(await answerByHand(db, "run", prompt.callIndex, "a second answer", 6)).toBe(false);
    answered += 1;
    await runs.start("run");
  }
  expect(answered).toBeGreaterThan(0);
  expect((await journalOf(db, "run")).some((event) => event.type === "reflected")).toBe(true);
});

test("two tabs that press start make one run, and the second takes over when the first is gone", async () => {
  const name = freshName();
  const held: (() => void)[] = [];
  const first = scriptedModels({
    answer: (completion) =>
      held.length === 0
        ? new Promise<never>((resolve) => held.push(resolve as never))
        : ruleFollower(completion),
  });
  const second = scriptedModels();
  const locks = memoryLocks();
  const tabA = await openTab(name, first.load, locks);
  const tabB = await openTab(name, second.load, locks);
  await Promise.all([
    requestRun(tabA.db, { ...request, concurrency: 1 }, 1),
    requestRun(tabB.db, request, 1),
  ]);
  expect(await tabA.runs.start("run")).toEqual({ kind: "started" });
  expect(await tabB.runs.start("run")).toEqual({ kind: "owned-elsewhere" });
  expect(await tabB.db.runs.count()).toBe(1);
  expect(second.asked).toEqual([]);
});

test("what a person asks mid-run becomes an event, once", async () => {
  let calls = 0;
  let ask: () => Promise<void> = async () => undefined;
  const models = scriptedModels({
    answer: async (completion) => {
      if (++calls === 12) await ask();
      return ruleFollower(completion);
    },
  });
  const { db, runs } = await openTab(freshName(), models.load);
  await requestRun(db, request, 1);
  ask = async () => {
    await steer(db, "run", { kind: "add-feedback", example: 2, text: "This one is about money." }, 1);
    await steer(db, "run", { kind: "raise-budget", metricCalls: 90 }, 2);
  };
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  const journal = await journalOf(db, "run");
  expect(journal.filter((event) => event.type === "feedback-added")).toEqual([
    { type: "feedback-added", example: 2, text: "This one is about money." },
  ]);
  expect(journal.filter((event) => event.type === "budget-raised")).toHaveLength(1);
  expect(await db.steering.count()).toBe(0);

  await steer(db, "run", { kind: "raise-budget", metricCalls: 120 }, 3);
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  expect((await journalOf(db, "run")).map((event) => event.type)).toContain("run-reopened");
});

test("a step goes on by one event and rests again", async () => {
  const { db, runs } = await openTab(freshName(), scriptedModels().load);
  await requestRun(db, request, 1);
  await setWish(db, "run", "pause");
  for (const expected of [1, 2, 3]) {
    await runs.wish("run", "step-event");
    await runs.idle();
    expect(await db.events.count()).toBe(expected);
    expect((await db.runs.get("run"))?.status).toBe("paused");
  }
});

test("a money limit stops new calls in the middle of a step; raised, the run goes on where it was", async () => {
  const models = scriptedModels({
    answer: (completion) => ({ ...ruleFollower(completion), costUsd: 0.01 }),
  });
  const { db, runs } = await openTab(freshName(), models.load);
  await requestRun(db, { ...request, limits: { usd: 0.2 } }, 1);
  await runs.start("run");
  const row = await untilStatus(db, "run", "waiting", "finished");
  expect(row.waiting ?? row.summary?.stopReason).toMatchObject({ kind: "limit" });
  // At most the calls that were in flight beyond the twenty that are paid for.
  expect(models.asked.length).toBeLessThanOrEqual(20 + request.concurrency);
  await runs.idle();

  await setLimits(db, "run", { usd: 5 });
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  expect(await journalOf(db, "run")).toEqual(await plainJournal());
});

test("a limit on tokens holds by our own count where a host reports none", async () => {
  const models = scriptedModels({ answer: (completion) => ({ ...ruleFollower(completion), usage: {} }) });
  const { db, runs } = await openTab(freshName(), models.load);
  await requestRun(db, { ...request, limits: { tokens: 200 } }, 1);
  await runs.start("run");
  const row = await untilStatus(db, "run", "waiting", "finished");
  expect(row.waiting ?? row.summary?.stopReason).toMatchObject({ kind: "limit" });
  expect(models.asked.length).toBeLessThan(40);
});
