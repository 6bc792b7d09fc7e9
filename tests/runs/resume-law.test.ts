import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { requestRun } from "../../src/storage/library/runs.ts";
import { ruleFollower } from "../support/rule-follower.ts";
import { sampleRun } from "../support/sample-run.ts";
import type { AskedCall } from "../support/scripted-models.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { connect, freshName, journalOf, openTab, type Tab, throughLedger, untilStatus } from "./open-runs.ts";

const small = { feedback: 9, pareto: 6, test: 4 };
const request = (concurrency: number) => ({
  ...sampleRun({ id: "run", metricCalls: 52, sizes: small }),
  concurrency,
});

/** Never resolves: what a killed thread answers. */
const silence = new Promise<never>(() => undefined);

async function uninterrupted(concurrency: number) {
  const models = scriptedModels();
  const { db, runs } = await openTab(freshName(), models.load);
  await requestRun(db, request(concurrency), 1);
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  return { journal: await journalOf(db, "run"), asked: models.asked.length };
}

/** Starts the run in a tab that dies as `arm` says, then finishes it in another; tells what was asked in both. */
async function killedRun(
  concurrency: number,
  arm: (tab: Tab, die: () => void) => (call: AskedCall) => boolean,
) {
  const name = freshName();
  const owner = await connect(name);
  await requestRun(owner, request(concurrency), 1);
  let isDead = false;
  let diesAt: (call: AskedCall) => boolean = () => false;
  const first = scriptedModels({
    answer: (completion, context) =>
      diesAt({ ...context, request: completion }) || isDead ? silence : ruleFollower(completion),
  });
  const ledger = await connect(name);
  const tab = await openTab(name, throughLedger(ledger, first.load));
  const died = new Promise<void>((resolve) => {
    const die = () => {
      if (isDead) return;
      isDead = true;
      tab.close();
      ledger.close();
      resolve();
    };
    diesAt = arm(tab, die);
  });
  await tab.runs.start("run");
  await Promise.race([died, untilStatus(owner, "run", "finished")]);

  const second = scriptedModels();
  const reopened = await openTab(name, throughLedger(owner, second.load));
  const answeredBefore = new Set((await owner.rollouts.toArray()).map((row) => row.callIndex));
  await reopened.runs.start("run");
  const run = await untilStatus(owner, "run", "finished");
  const askedAgain = second.asked.filter((call) => answeredBefore.has(call.callIndex ?? -1));
  const askedTwice = first.asked.filter((call) =>
    second.asked.some((again) => again.callIndex === call.callIndex),
  );
  return { journal: await journalOf(owner, "run"), askedAgain, askedTwice, run, isDead };
}

test("killed after any event, the run ends with the journal it would have had", async () => {
  const whole = await uninterrupted(3);
  expect(whole.journal.length).toBeGreaterThan(8);
  for (let k = 0; k < whole.journal.length; k++) {
    const killed = await killedRun(3, (tab, die) => {
      tab.db.events.hook("creating", (_key, row, transaction) => {
        if (row.seq === k) transaction.on("complete", die);
      });
      return () => false;
    });
    expect(killed.journal, `killed after event ${k}`).toEqual(whole.journal);
    expect(killed.askedAgain).toEqual([]);
  }
}, 240_000);

test.each([1, 4])(
  "killed at any call (%i at once), no answer is lost or asked for again, and repeats are counted",
  async (concurrency) => {
    const whole = await uninterrupted(concurrency);
    let counted = 0;
    for (let k = 0; k < whole.asked; k += concurrency === 1 ? 4 : 6) {
      const killed = await killedRun(concurrency, (_tab, die) => {
        let calls = 0;
        return () => {
          if (calls++ < k) return false;
          // The thread dies a moment after the request left, with answers of other calls still on their way to the disk.
          setTimeout(die, k % 3);
          return true;
        };
      });
      expect(killed.isDead).toBe(true);
      expect(killed.journal, `killed at call ${k}`).toEqual(whole.journal);
      expect(killed.askedAgain).toEqual([]);
      expect(killed.run.possiblyPaidTwice).toBeGreaterThanOrEqual(killed.askedTwice.length);
      counted += killed.run.possiblyPaidTwice;
    }
    expect(counted).toBeGreaterThan(0);
  },
  240_000,
);

test("the journal does not depend on how many calls run at once", async () => {
  const [one, many] = [await uninterrupted(1), await uninterrupted(8)];
  expect(many.journal).toEqual(one.journal);
});
