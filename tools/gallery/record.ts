import { parseArgs } from "node:util";

import type { Browser, Page } from "playwright-core";

import type { RunRow } from "../../src/storage/rows.ts";
import type { GeneratorName } from "../../src/tasks/gallery/entries.ts";
import { launchBrowser } from "../browser/launch-browser.ts";
import { ensureBuilt } from "../build/ensure-built.ts";
import { readRun } from "../demo/read-database.ts";
import { writeRows } from "../demo/write-database.ts";
import { serve } from "../serve/static-server.ts";
import { answersByHand } from "./answers.ts";
import { keepRecorded, savedBundle } from "./keep-recorded.ts";
import { playersOf, recordable, recordedRequest } from "./recorded-requests.ts";

/**
 * `npx tsx tools/gallery/record.ts [task…]`: runs tasks of the gallery in the built page in a real browser and writes
 * what came of it as bundles that ship with the page. `--built FOLDER` takes a page built elsewhere. Only what can be run
 * with this repository alone: the embedded model, and evaluators in code with answers carried by hand.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { built: { type: "string" } },
});
const wanted = recordable.filter((name) => positionals.length === 0 || positionals.includes(name));
const lookEveryMs = 250;

/** Writes the task and the run's request, as the page would, and opens the run, which the page then conducts. */
async function start(page: Page, address: string, run: RunRow): Promise<void> {
  const { task, createdAt } = run;
  const kept = { id: task.id, name: task.name, createdAt, updatedAt: createdAt, spec: task };
  await writeRows(page, { tasks: [kept], runs: [run] });
  await page.goto("about:blank");
  await page.goto(`${address}#/runs/${run.id}`);
}

/** Waits for the run's end; letters to the Reflection model get the prepared answers, in their order. */
async function conduct(page: Page, run: RunRow, answers: readonly string[]): Promise<RunRow> {
  let given = 0;
  for (;;) {
    const now = await readRun<RunRow>(page, run.id);
    if (now?.status === "finished") return now;
    if (now?.status === "waiting") {
      if (now.waiting?.kind !== "by-hand") throw new Error(`the run waits: ${JSON.stringify(now.waiting)}`);
      const field = page.getByRole("textbox", { name: "The answer you got" }).first();
      await field.waitFor();
      const answer = answers[given];
      if (answer === undefined) throw new Error(`no answer is left for letter ${given + 1}`);
      given += 1;
      await field.fill(answer);
      await page.getByRole("button", { name: "Give it to the run" }).first().click();
      await field.waitFor({ state: "detached" });
    }
    await page.waitForTimeout(lookEveryMs);
  }
}

async function record(browser: Browser, address: string, generator: GeneratorName): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => console.error(`the page threw: ${error.message}`));
    await page.addInitScript({ content: "globalThis.__name ??= (each) => each" });
    await page.goto(`${address}#/runs`);
    await page.getByText("Nothing has been run here").waitFor({ timeout: 60_000 });
    const run = recordedRequest(generator, Date.now());
    await start(page, address, run);
    const { summary } = await conduct(page, run, answersByHand[generator] ?? []);
    const bytes = await savedBundle(page, address);
    keepRecorded(bytes, {
      generator,
      runId: run.id,
      model: playersOf(generator),
      command: `npx tsx tools/gallery/record.ts ${generator}`,
      seedScore: summary?.seedScore ?? 0,
      bestScore: summary?.bestScore ?? 0,
    });
    console.log(`${generator}: ${summary?.seedScore} -> ${summary?.bestScore}, ${bytes.length} bytes`);
  } finally {
    await context.close();
  }
}

const server = await serve({ folder: values.built ?? ensureBuilt((line) => console.log(line)) });
const browser = await launchBrowser();
try {
  for (const generator of wanted) await record(browser, server.address, generator);
} finally {
  await browser.close();
  await server.close();
}
