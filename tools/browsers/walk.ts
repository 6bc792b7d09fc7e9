import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { ensureBuilt } from "../build/ensure-built.ts";
import { projectFolder } from "../build/project-folder.ts";
import { serve, type RunningServer } from "../serve/static-server.ts";
import type { BrowserPage, Engine, OpenBrowser } from "./browser-page.ts";
import { firstRunId } from "./first-run-id.ts";

/** What a step has in its hands. */
export interface Walk {
  readonly page: BrowserPage;
  /** Of the served studio, with a slash at its end. */
  readonly address: string;
  /** For files a step makes. */
  readonly folder: string;
  /** Where the browser puts what a page hands over as a file. */
  readonly downloads: string;
  readonly engine: Engine;
  /** A run that has its result, for pages that show one; the run of own rows once there is one. */
  readonly runs: { finished: string };
  /** Takes the network away: the server that served the studio is gone until it is started again. */
  readonly stopServing: () => Promise<void>;
  readonly serveAgain: () => Promise<void>;
}

/** What this browser has not, in the words the page itself says it with. */
export interface Lack {
  readonly lacks: string;
}

/** One row of the table. What it returns stands in the cell; what it throws is the fault. */
export interface Step {
  readonly name: string;
  /** Part of the short walk that `npm test` takes. */
  readonly short?: true;
  readonly act: (walk: Walk) => Promise<string | Lack | void>;
}

export interface Cell {
  readonly step: string;
  readonly kind: "yes" | "lacks" | "fails";
  readonly text: string;
}

export interface Walked {
  readonly engine: Engine["name"];
  readonly version: string;
  readonly cells: readonly Cell[];
}

/** A driver may take a picture for ever. */
const pictureWithinMs = 15_000;

/** The words of a page and what has the focus there; of a long page its beginning and its end. */
export function shownOn(page: BrowserPage): Promise<string> {
  return page.evaluate(() => {
    const words = document.body.innerText.replaceAll(/\s+/g, " ");
    const some = words.length > 1_500 ? `${words.slice(0, 500)} … ${words.slice(-1_000)}` : words;
    return `${some} (focus: ${document.activeElement?.textContent?.trim().slice(0, 60) || document.activeElement?.tagName})`;
  });
}

/** Polls the page until `look` gives something else than undefined, null or false. */
export async function until<Result, Argument = undefined>(
  page: BrowserPage,
  what: string,
  look: (argument: Argument) => Result | Promise<Result>,
  argument?: Argument,
  timeoutMs = 60_000,
  everyMs = 100,
): Promise<NonNullable<Result>> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const found = await page.evaluate(look, argument);
    if (found != null && found !== false) return found;
    if (performance.now() > end) {
      throw new Error(
        `${what} did not come within ${timeoutMs / 1000} s; the page shows: ${await shownOn(page)}`,
      );
    }
    await pause(everyMs);
  }
}

/** Waits for words on the page; white space is one space. */
export async function untilText(page: BrowserPage, text: string, timeoutMs?: number): Promise<void> {
  const look = (wanted: string): boolean => document.body.innerText.replaceAll(/\s+/g, " ").includes(wanted);
  await until(page, `"${text}"`, look, text, timeoutMs);
}

/** Opens a page of the studio afresh and waits until it stands, controlled by its service worker. */
export async function openPage({ page, address }: Walk, path: string): Promise<void> {
  // Never by way of another page: WebKit puts the one that is left aside in the middle of what it reads, and all that write
  // to its database later wait until it forgets that page (over https it keeps none that is sent as ours are).
  const isThere = await page.evaluate((studio: string) => location.href.startsWith(studio), address);
  await page.goto(`${address}#${path}`);
  if (isThere) await page.reload();
  await until(page, `the page ${path}`, () => {
    const isControlled = performance
      .getEntriesByType("navigation")
      .some((entry) => (entry as PerformanceResourceTiming).workerStart > 0);
    const held = document.getElementById("app")?.inert;
    return (isControlled || navigator.serviceWorker.controller !== null) && held === false;
  });
  await until(page, "the page's own content", () => {
    const main = document.querySelector<HTMLElement>("main");
    return main !== null && main.innerText.length > 40;
  });
  const fault = await page.evaluate(() => document.body.innerText.includes("This page has a fault"));
  if (fault) throw new Error(`${path} shows its own error boundary`);
}

async function cellOf(step: Step, hands: Walk): Promise<Cell> {
  try {
    const found = (await step.act(hands)) ?? "yes";
    return typeof found === "string"
      ? { step: step.name, kind: "yes", text: found }
      : { step: step.name, kind: "lacks", text: found.lacks };
  } catch (error) {
    return { step: step.name, kind: "fails", text: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Walks the steps in one engine, each after the other in the same profile; a fault ends its own step only. `begun` is
 * told the column as soon as the browser runs; its cells come with the steps.
 */
export async function walk(
  engine: Engine,
  steps: readonly Step[],
  say: (line: string) => void,
  begun: (column: Walked) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "gepa-studio-walk-"));
  const downloads = join(folder, "downloads");
  mkdirSync(downloads);
  const built = ensureBuilt(say);
  let server: RunningServer | undefined = await serve({ folder: built, headers: false });
  const { address } = server;
  const port = Number(new URL(address).port);
  const stopServing = async (): Promise<void> => {
    await server?.close();
    server = undefined;
  };
  const cells: Cell[] = [];
  let browser: OpenBrowser | undefined;
  try {
    const opened = engine.open(downloads).then(async (fresh) => {
      await fresh.page.resize(1440, 900);
      return fresh;
    });
    browser = await opened.catch((error: unknown) => {
      cells.push({ step: "start of the browser", kind: "fails", text: String(error) });
      return undefined;
    });
    begun({ engine: engine.name, version: browser?.version ?? "", cells });
    if (browser === undefined) return;
    const hands: Walk = {
      page: browser.page,
      address,
      folder,
      downloads,
      engine,
      runs: { finished: firstRunId },
      stopServing,
      serveAgain: async () => {
        server ??= await serve({ folder: built, headers: false, port });
      },
    };
    for (const step of steps) {
      const started = performance.now();
      const cell = await cellOf(step, hands);
      cells.push(cell);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      say(`${engine.name}  ${cell.kind.padEnd(5)} ${step.name}: ${cell.text} (${seconds} s)`);
      if (cell.kind === "fails") {
        const picture = join(projectFolder, ".cache", `walk-${engine.name}-${steps.indexOf(step)}.png`);
        await Promise.race([browser.page.picture(picture).catch(() => undefined), pause(pictureWithinMs)]);
      }
    }
  } finally {
    await browser?.close();
    await stopServing();
    rmSync(folder, { recursive: true, force: true });
  }
}
