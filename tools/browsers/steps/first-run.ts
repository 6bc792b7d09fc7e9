import { availableParallelism, loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";

import { answersOf, finished, statusOf, whenAnswered } from "../answers.ts";
import { firstRunId } from "../first-run-id.ts";
import { tabMemory } from "../tab-memory.ts";
import { openPage, until, type Lack, type Step, untilText, type Walk } from "../walk.ts";

const firstRun = "/?policy-seed=2&seed=1";

const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Times are read beside it: how many programs wanted the processor over the last minute. */
async function busyness(): Promise<string> {
  return `${(loadavg()[0] ?? 0).toFixed(1)} for ${availableParallelism()} cores`;
}

async function toFirstAnswer({ page, address }: Walk): Promise<string> {
  const started = Date.now();
  await page.goto(`${address}#${firstRun}`);
  return inSeconds((await whenAnswered(page, firstRunId, 0, 180)) - started);
}

async function callsPerSecond({ page }: Walk): Promise<string> {
  const before = await answersOf(page, firstRunId);
  const started = await whenAnswered(page, firstRunId, before, 60);
  const ended = await whenAnswered(page, firstRunId, before + 80, 240);
  return (80_000 / (ended - started)).toFixed(1);
}

async function afterReload({ page }: Walk): Promise<string> {
  const started = Date.now();
  await page.reload();
  // Counted in the new document: an answer that the old one had in its hands is not the new one's.
  const before = await answersOf(page, firstRunId);
  return inSeconds((await whenAnswered(page, firstRunId, before, 240)) - started);
}

const impatientMs = 1500;

/** Whoever reloads again before the run has gone on finds it going on all the same. */
async function afterImpatience({ page }: Walk): Promise<string> {
  for (const _ of [1, 2]) {
    await page.reload();
    await pause(impatientMs);
  }
  await page.reload();
  await whenAnswered(page, firstRunId, await answersOf(page, firstRunId), 240);
  return "goes on";
}

async function memory({ engine }: Walk): Promise<string> {
  const found = tabMemory(engine.pageProcess);
  return found === undefined
    ? "not told by this system"
    : `${found.now} MB (at most ${found.most} MB so far)`;
}

/** The switch that keeps a phone awake is there for as long as a run goes, also on a narrow screen. */
async function keepAwake(walk: Walk): Promise<string | Lack> {
  const { page } = walk;
  const isOn = (): Promise<boolean> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLInputElement>("label.check input")].some((each) => each.checked),
    );
  await page.resize(390, 844);
  try {
    await openPage(walk, `/runs/${firstRunId}`);
    const found = await until(page, "the switch, or why there is none", () => {
      const text = document.body.innerText.replaceAll(/\s+/g, " ");
      return ["Keep the screen on", "This browser cannot keep the screen on"].find((each) =>
        text.includes(each),
      );
    });
    if (found !== "Keep the screen on") return { lacks: found };
    const before = await isOn();
    await page.click({ kind: "field", name: found });
    if ((await isOn()) === before) throw new Error("the switch does not turn");
    await page.click({ kind: "field", name: found });
    return "a switch";
  } finally {
    await page.resize(1440, 900);
  }
}

const awayMs = 3_000;

/** Does what takes the page out of sight; in words what came of it, where the page says that `event` came. */
async function whileAway(
  { page }: Walk,
  event: "visibilitychange" | "freeze",
  away: ((milliseconds: number) => Promise<void>) | undefined,
): Promise<string | undefined> {
  await page.evaluate((name) => {
    delete document.documentElement.dataset["away"];
    const note = (): void => void (document.documentElement.dataset["away"] = name);
    document.addEventListener(name, note, { once: true });
  }, event);
  const before = await answersOf(page, firstRunId);
  await away?.(awayMs);
  if ((await page.evaluate(() => document.documentElement.dataset["away"] ?? "")) !== event) return undefined;
  const meanwhile = (await answersOf(page, firstRunId)) - before;
  if ((await statusOf(page, firstRunId)) !== "finished")
    await whenAnswered(page, firstRunId, before + meanwhile, 60);
  return `for ${awayMs / 1000} s: ${meanwhile} answers meanwhile, and on`;
}

/** The screen goes dark, or something else lies over the page: the run is not lost, and goes on. */
async function outOfSight(walk: Walk): Promise<string> {
  const hidden = await whileAway(walk, "visibilitychange", walk.page.lookAway);
  if (hidden === undefined) return "not tried: the driver keeps the page in view";
  const asleep = await whileAway(walk, "freeze", walk.page.sleep);
  return asleep === undefined ? `hidden ${hidden}` : `hidden ${hidden}; asleep ${asleep}`;
}

async function comingBack(walk: Walk): Promise<void> {
  await openPage(walk, "/runs");
  await walk.page.goto(`${walk.address}icon.svg`);
  await walk.page.back();
  await untilText(walk.page, "1 run");
  await walk.page.click({ kind: "link", name: "Models" });
  await untilText(walk.page, "Embedded model");
}

/** Runs of one's own made it rest: it goes on when asked, and comes to its result. */
export async function firstRunToResult(walk: Walk): Promise<void> {
  const { page } = walk;
  await openPage(walk, `/runs/${firstRunId}`);
  if ((await statusOf(page, firstRunId)) === "paused")
    await page.click({ kind: "button", name: "Go on", part: true });
  await finished(page, firstRunId, 600_000);
  await openPage(walk, `/runs/${firstRunId}/result`);
  await untilText(page, "Sealed test set");
}

/** The first run, as a visitor has it: the first answer, its pace, a reload in its middle. */
export const firstRunSteps: readonly Step[] = [
  { name: "load of the machine", short: true, act: busyness },
  { name: "first visit: time to the first answer", short: true, act: toFirstAnswer },
  { name: "first run: calls per second", act: callsPerSecond },
  { name: "reload in mid-run: time to the next answer", short: true, act: afterReload },
  { name: "reloaded again and again", short: true, act: afterImpatience },
  { name: "memory of the tab in mid-run", act: memory },
  { name: "a run keeps the screen on", act: keepAwake },
  { name: "a run out of sight", act: outOfSight },
  { name: "coming Back to the studio", act: comingBack },
];
