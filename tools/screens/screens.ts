import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import type { BrowserContext, Page } from "playwright-core";

import { launchBrowser } from "../browser/launch-browser.ts";
import { pastFirstVisit } from "../browser/past-first-visit.ts";
import { ensureBuilt } from "../build/ensure-built.ts";
import { projectFolder } from "../build/project-folder.ts";
import { followRun } from "../demo/follow-run.ts";
import { serve } from "../serve/static-server.ts";
import { seriousFaults } from "./accessibility.ts";
import { layoutFaults } from "./layout-faults.ts";
import { looks, type Look, moreLooks } from "./looks.ts";
import { runsOf, screenStates, type ScreenState } from "./states.ts";
import { treeFaults } from "./tree-faults.ts";

/**
 * `npm run screens`: every page and state, light and dark, on a phone and a desktop, as pictures in `screens/`, each
 * checked by axe-core, for sideways scrolling, and once each by the tree a screen reader goes through. `--only NAME` takes states whose name contains NAME.
 */
const { values } = parseArgs({ options: { only: { type: "string" } } });

const pictures = join(projectFolder, "screens");

async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript({ content: "globalThis.__name ??= (each) => each" });
  page.on("pageerror", (error) => faults.push(`${page.url()}: the page threw "${error.message}"`));
  return page;
}

const faults: string[] = [];

async function take(page: Page, address: string, state: ScreenState, look: Look): Promise<void> {
  await page.setViewportSize({ width: look.width, height: look.height });
  await page.emulateMedia({
    colorScheme: look.scheme,
    reducedMotion: "reduce",
    media: look.print === true ? "print" : "screen",
  });
  await page.goto("about:blank");
  await page.goto(`${address}#${state.address}`);
  await pastFirstVisit(page);
  await page.getByRole("main").waitFor();
  await page.waitForTimeout(700);
  const name = `${state.name}-${look.name}`;
  await state.prepare?.(page).catch((error: unknown) => {
    faults.push(`${name}: the state was not reached (${String(error).split("\n")[0]})`);
  });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  // A window as high as the page, so that what sticks to its edge is shown where it belongs.
  await page.setViewportSize({ width: look.width, height: Math.min(Math.max(height, look.height), 8_000) });
  await page.waitForTimeout(200);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  for (const fault of await layoutFaults(page)) faults.push(`${name}: ${fault}`);
  if (look === looks[0])
    for (const fault of treeFaults(await page.locator("body").ariaSnapshot()))
      faults.push(`${name}, as it is heard: ${fault}`);
  for (const { rule, impact, help, places } of await seriousFaults(page)) {
    faults.push(`${name}: ${impact}, ${rule} (${help}) at ${places.slice(0, 4).join(" | ")}`);
  }
}

/** A finished run of Home's task in this context, made by the page itself. */
async function makeRun(context: BrowserContext, address: string, runId: string): Promise<void> {
  const [, policySeed, seed] = runId.split("-");
  const page = await newPage(context);
  await page.goto(`${address}#/?policy-seed=${policySeed}&seed=${seed}`);
  await followRun(page, runId, (line) => console.log(`  ${line}`));
  await page.close();
}

rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
const server = await serve({ folder: ensureBuilt((line) => console.log(line)) });
const browser = await launchBrowser();
let count = 0;
try {
  const wanted = screenStates.filter(({ name }) => values.only === undefined || name.includes(values.only));
  const stored = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const made = new Set<string>();
  // What needs more runs comes later, so that the others are shown with what they ask for and no more.
  for (const state of wanted.toSorted((a, b) => runsOf[a.background].length - runsOf[b.background].length)) {
    for (const runId of runsOf[state.background]) {
      if (!made.has(runId)) await makeRun(stored, server.address, runId);
      made.add(runId);
    }
    const wantedLooks = state.everywhere === true ? [...looks, ...moreLooks] : looks;
    for (const look of wantedLooks) {
      const context = state.background === "nothing stored" ? await browser.newContext() : stored;
      const page = await newPage(context);
      await take(page, server.address, state, look);
      count += 1;
      await page.close();
      if (context !== stored) await context.close();
    }
    console.log(`${state.name}: ${wantedLooks.length} pictures`);
  }
} finally {
  await browser.close();
  await server.close();
}
for (const fault of faults) console.log(`FAULT ${fault}`);
console.log(`${count} pictures in ${pictures}, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
