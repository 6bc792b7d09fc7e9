import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import type { RunUnderFire } from "../kill/kill-run.ts";
import { newKillTab, openKillPage } from "../kill/kill-tab.ts";
import type { KillPage } from "../kill/page/kill-page.ts";
import { rangeOfFile } from "../kill/range-of-file.ts";

declare const killPage: KillPage;
const { range, browser } = rangeOfFile();

/** A page of its own, in which nothing is stored yet. */
async function openPage() {
  const context = await browser().newContext();
  const page = await newKillTab(context);
  return { context, page, session: await context.newCDPSession(page) };
}

/** Bytes under which a run gets about half-way: browsers keep their books in ways that differ by a factor of three. */
async function roomForHalfTheRun({ address, request }: RunUnderFire): Promise<number> {
  const { context, page, session } = await openPage();
  const { origin } = new URL(address);
  const used = async () => (await session.send("Storage.getUsageAndQuota", { origin })).usage;
  await openKillPage(page, address);
  await page.evaluate((asked) => void killPage.request(asked), request);
  while ((await page.evaluate(() => killPage.run())) === undefined) await sleep(5);
  const atStart = await used();
  while ((await page.evaluate(() => killPage.run()))?.status !== "finished") await sleep(20);
  const atEnd = await used();
  await context.close();
  return Math.round((atStart + atEnd) / 2);
}

test("a full disk pauses the run with its answers in hand; with room again it goes on and asks nothing twice", async () => {
  const target = range().target(5);
  const { address, request, scripted } = target;
  const quotaSize = await roomForHalfTheRun(target);
  scripted.takeReceived();
  const { context, page, session } = await openPage();
  const { origin } = new URL(address);
  // Set before the database opens: the browser remembers for half a minute how much room it found.
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
  await openKillPage(page, address);
  let calls = 0;
  scripted.onRequest = () => {
    calls += 1;
    return false;
  };
  await page.evaluate((asked) => void killPage.request(asked), request);
  const heard = () => page.evaluate(() => killPage.news());
  while (!(await heard()).includes("storage full: true")) {
    expect((await page.evaluate(() => killPage.run()))?.status).not.toBe("finished");
    await sleep(20);
  }
  const asked = calls;
  await sleep(300);
  expect(calls - asked).toBeLessThanOrEqual(request.concurrency);
  expect((await page.evaluate(() => killPage.run()))?.status).not.toBe("finished");

  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await page.evaluate(() => killPage.start());
  while ((await page.evaluate(() => killPage.run()))?.status !== "finished") await sleep(20);

  const run = await page.evaluate(() => killPage.run());
  const stored = await page.evaluate(() => killPage.snapshot());
  expect(await heard()).toContain("storage full: false");
  expect(stored.rollouts.length + stored.reflections.length).toBe(scripted.takeReceived().length);
  expect(stored.inFlight).toBe(0);
  expect(run).toMatchObject({ status: "finished", possiblyPaidTwice: 0 });
  expect(run?.waiting).toBeUndefined();
  await context.close();
}, 120_000);

test("a tab frozen in the middle of a run (a sleeping machine, a background tab put away) goes on when it wakes", async () => {
  const { address, request, scripted } = range().target(6);
  scripted.takeReceived();
  const { context, page, session } = await openPage();
  await openKillPage(page, address);
  let calls = 0;
  scripted.onRequest = () => {
    calls += 1;
    return false;
  };
  await page.evaluate((asked) => void killPage.request(asked), request);
  while (calls < 25) await sleep(5);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await sleep(3000);
  await session.send("Page.setWebLifecycleState", { state: "active" });
  while ((await page.evaluate(() => killPage.run()))?.status !== "finished") await sleep(20);
  const stored = await page.evaluate(() => killPage.snapshot());
  expect(stored.rollouts.length + stored.reflections.length).toBe(scripted.takeReceived().length);
  expect((await page.evaluate(() => killPage.run()))?.possiblyPaidTwice).toBe(0);
  await context.close();
}, 120_000);
