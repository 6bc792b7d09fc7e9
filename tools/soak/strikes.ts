import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

import type { BrowserContext, Page } from "playwright-core";

import { until } from "./until.ts";

/** What a strike may touch; `page` is the one page that shows the run afterwards. */
export interface Target {
  page: Page;
  context: BrowserContext;
  readonly profile: string;
  readonly address: string;
  /** Opens the run's page anew in a fresh tab. */
  readonly reopen: () => Promise<Page>;
  /** Starts the browser again on the same profile, and opens the run's page; something may be done to it before. */
  readonly restart: (before?: (context: BrowserContext) => Promise<void>) => Promise<void>;
  /** Makes the server misbehave for so many requests. */
  readonly misbehave: (how: "503" | "silence" | "hang-up", requests: number) => void;
}

type Strike = (target: Target) => Promise<void>;

async function inPage<T>(
  target: Target,
  work: (session: Awaited<ReturnType<BrowserContext["newCDPSession"]>>) => Promise<T>,
): Promise<T> {
  const session = await target.context.newCDPSession(target.page);
  try {
    return await work(session);
  } finally {
    await session.detach().catch(() => undefined);
  }
}

/** Processes of this profile's browser; Linux only. */
function processesOf(profile: string): readonly { readonly pid: number; readonly command: string }[] {
  const found: { pid: number; parent: number; command: string }[] = [];
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each)))
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      found.push({ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, "utf8") });
    } catch {
      // It ended while the list was read.
    }
  const byPid = new Map(found.map((one) => [one.pid, one]));
  const isOurs = (pid: number): boolean => {
    const one = byPid.get(pid);
    return one !== undefined && (one.command.includes(profile) || isOurs(one.parent));
  };
  return found.filter(({ pid }) => isOurs(pid));
}

/** Ends one of the studio's threads as a crash does: without a word to anybody. */
const endWorker =
  (name: "run" | "student"): Strike =>
  ({ page }) =>
    page.evaluate((wanted) => {
      const started = (globalThis as unknown as { startedWorkers: { url: string; worker: Worker }[] })
        .startedWorkers;
      started.findLast(({ url }) => url.includes(`${wanted}.worker`))?.worker.terminate();
    }, name);

/** The sixteen ways a run is struck in its middle. */
export const strikes: Readonly<Record<string, Strike>> = {
  "page reloaded": async ({ page }) => void (await page.reload()),
  "page closed": async (target) => {
    await target.page.close();
    target.page = await target.reopen();
  },
  "page crashed": async (target) => {
    const crashed = target.page.waitForEvent("crash");
    const session = await target.context.newCDPSession(target.page);
    // The command's own answer dies with the renderer.
    session.send("Page.crash").catch(() => undefined);
    await crashed;
    await target.page.close();
    target.page = await target.reopen();
  },
  "browser killed": async (target) => {
    // Where a script starts the browser, it is one of them; what they started ends with them.
    const main = processesOf(target.profile).filter(({ command }) => !command.includes("--type="));
    if (main.length === 0) throw new Error("the browser's process was not found");
    for (const { pid } of main) process.kill(pid, "SIGKILL");
    await until(() => processesOf(target.profile).length === 0);
    await target.restart();
  },
  "second tab, first closed": async (target) => {
    const first = target.page;
    target.page = await target.reopen();
    await pause(300);
    await first.close();
  },
  "page frozen": async (target) => {
    await inPage(target, async (session) => {
      await session.send("Page.setWebLifecycleState", { state: "frozen" });
      await pause(2500);
      await session.send("Page.setWebLifecycleState", { state: "active" });
    });
  },
  "service worker stopped": async (target) => {
    await inPage(target, async (session) => {
      await session.send("ServiceWorker.enable");
      await session.send("ServiceWorker.stopAllWorkers");
    });
  },
  "network cut": async ({ context }) => {
    await context.setOffline(true);
    await pause(1500);
    await context.setOffline(false);
  },
  "network process killed": async ({ profile }) => {
    const found = processesOf(profile).find(({ command }) => /utility-sub-type=network/.test(command));
    if (found === undefined) throw new Error("this browser has no network process of its own");
    process.kill(found.pid, "SIGKILL");
  },
  "run worker killed": endWorker("run"),
  "Student worker killed": endWorker("student"),
  "stopped and gone on with": async ({ page }) => {
    await page
      .getByRole("button", { name: /^Stop$/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Go on with the search" }).click({ timeout: 60_000 });
    await page.getByRole("button", { name: "Pause" }).first().waitFor();
  },
  "storage full": async (target) => {
    const { origin } = new URL(target.address);
    let makeRoom: () => Promise<unknown> = () => Promise.resolve();
    // A browser that has looked remembers for half a minute how much room there was, so a new one is asked.
    await target.context.close();
    await target.restart(async (context) => {
      // The quota holds for as long as this session does, so the page that is struck cannot keep it.
      const session = await context.newCDPSession(await context.newPage());
      await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
      makeRoom = () => session.send("Storage.overrideQuotaForOrigin", { origin });
    });
    await target.page.getByText("storage for this site is full").first().waitFor({ timeout: 60_000 });
    await makeRoom();
  },
  "host answers 503": async ({ misbehave }) => misbehave("503", 6),
  "host falls silent": async ({ misbehave }) => misbehave("silence", 2),
  "host hangs up": async ({ misbehave }) => misbehave("hang-up", 3),
};
