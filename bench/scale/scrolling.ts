import type { Page } from "playwright-core";

import { readProfile, startProfile } from "./openings.ts";

/** Frames drawn a second while the list of a large run's rollouts is scrolled, and while nothing is done to it. */
export interface Scrolling {
  readonly framesPerSecond: number;
  readonly restingFramesPerSecond: number;
  readonly slowestMs: number;
  /** Rows the list holds where it stood at the end. */
  readonly rowsSeen: number;
}

const seconds = 4;
/** Pixels a frame: a flick of the wheel. */
const stride = 120;

/** A script and not a function: the runner's helpers are not in the page. */
const scroll = `(async () => {
  const list = document.querySelector(".desk__list");
  const frames = async (move) => {
    const times = [performance.now()];
    while (times.at(-1) - times[0] < ${seconds} * 1000) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      move(times.length);
      times.push(performance.now());
    }
    const gaps = times.slice(1).map((time, place) => time - times[place]);
    return { perSecond: (gaps.length * 1000) / (times.at(-1) - times[0]), slowest: Math.max(...gaps) };
  };
  // Asked for once: to ask in every frame would have the page laid out twice.
  const end = list.scrollHeight - list.clientHeight;
  const resting = await frames(() => undefined);
  const moved = await frames((frame) => { list.scrollTop = (frame * ${stride}) % end; });
  await new Promise((resolve) => setTimeout(resolve, 500));
  return {
    framesPerSecond: moved.perSecond,
    restingFramesPerSecond: resting.perSecond,
    slowestMs: moved.slowest,
    rowsSeen: list.querySelectorAll("[role=option]").length,
  };
})()`;

export async function watchScrolling(
  page: Page,
  address: string,
  wantsProfile: boolean,
  say: (text: string) => void,
): Promise<Scrolling> {
  await page.goto("about:blank");
  await page.goto(`${address}#/runs/big?rollouts=all`);
  await page.waitForFunction(() => document.querySelectorAll(".desk__list [role=option]").length > 8);
  // The journal behind the list is read to its end.
  await page.waitForTimeout(5000);
  const session = wantsProfile ? await startProfile(page) : undefined;
  const found = await page.evaluate<Scrolling>(scroll);
  if (session !== undefined) say(`scrolling:\n${await readProfile(session)}`);
  return found;
}
