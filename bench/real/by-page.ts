import { mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

import type { Page } from "playwright-core";

import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { pastFirstVisit } from "../../tools/browser/past-first-visit.ts";
import { ensureBuilt } from "../../tools/build/ensure-built.ts";
import { followRun } from "../../tools/demo/follow-run.ts";
import { serve } from "../../tools/serve/static-server.ts";
import { say } from "../notes.ts";
import { percent } from "./real-report.ts";

/**
 * `npx tsx bench/real/by-page.ts --rows FILE.csv --student URL#MODEL --reflection URL#MODEL [--pictures FOLDER]`: one run on
 * somebody's rows with real models as a person makes it, by hand in the page and with what New run proposes: connect two
 * endpoints, drop the file, start, wait, copy the prompt. Prints each step, how many times a hand was needed, and the prompt.
 */
const { values } = parseArgs({
  options: {
    rows: { type: "string" },
    student: { type: "string" },
    reflection: { type: "string" },
    pictures: { type: "string" },
  },
});
const { rows, student, reflection, pictures } = values;
if (rows === undefined || student === undefined || reflection === undefined)
  throw new Error("--rows FILE.csv, --student URL#MODEL and --reflection URL#MODEL are needed");
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

/** Between two answers of a local model; a reflection on a busy machine takes minutes. */
const silenceMs = 1_800_000;
const modelOf = (address: string): string => address.split("#")[1] ?? "";

let hands = 0;
async function press(page: Page, name: string | RegExp): Promise<void> {
  hands += 1;
  await page.getByRole("button", { name }).first().click();
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

async function connect(page: Page, address: string): Promise<void> {
  const [baseUrl = "", model = ""] = address.split("#");
  await page.getByRole("button", { name: "Add an endpoint…" }).first().click();
  await page.getByLabel("Address of the endpoint").fill(baseUrl);
  await page.getByRole("button", { name: /and check/ }).click();
  await page.getByRole("button", { name: `Use ${model}` }).click({ timeout: 120_000 });
}

/** Chooses a model for a role, unless New run has chosen it already. */
async function choose(page: Page, role: RegExp, model: string): Promise<void> {
  const group = page.getByRole("group", { name: role });
  const wanted = group.getByRole("radio", { name: new RegExp(model.replaceAll(".", String.raw`\.`)) });
  if (await wanted.isChecked()) return;
  hands += 1;
  await wanted.check();
}

const server = await serve({ folder: ensureBuilt(say) });
const browser = await launchBrowser();
try {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  await page.addInitScript({ content: "globalThis.__name ??= (each) => each" });
  await page.goto(`${server.address}#/models`);
  await pastFirstVisit(page);
  for (const address of [reflection, student]) await connect(page, address);
  say(`connected: ${modelOf(student)} and ${modelOf(reflection)}`);
  await page.getByRole("link", { name: "Home", exact: true }).click();
  hands += 1;
  await page
    .getByLabel("File of examples")
    .setInputFiles({ name: basename(rows), mimeType: "text/csv", buffer: readFileSync(rows) });
  const first = page.getByText(/^\d+ of \d+ right\./);
  await first.waitFor({ timeout: 120_000 });
  say(`the first look: ${await first.innerText()}`);
  await picture(page, "1-dropped");
  await choose(page, /^Student/, modelOf(student));
  await choose(page, /^Reflection/, modelOf(reflection));
  await picture(page, "2-models");
  await press(page, "Start the run");
  await page.waitForURL(/#\/runs\//);
  const runId = /#\/runs\/([^/?]+)/.exec(page.url())?.[1] ?? "";
  const state = await followRun(page, runId, say, { silenceMs });
  await picture(page, "3-run");
  hands += 1;
  await page
    .getByRole("link", { name: /sealed test set/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Copy the prompt" }).waitFor();
  await picture(page, "4-result");
  await press(page, "Copy the prompt");
  await page.getByText(/^Copied:/).waitFor();
  const [seed, winner] = [state.test[0], state.test.at(-1)].map((one) => percent(one?.mean ?? Number.NaN));
  say(`sealed rows: ${seed} % -> ${winner} %`);
  say(`hands on the page, once the endpoints were connected: ${hands}`);
  console.log(await page.evaluate(() => navigator.clipboard.readText()));
} finally {
  await browser.close();
  await server.close();
}
