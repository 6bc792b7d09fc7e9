import { join } from "node:path";
import { parseArgs } from "node:util";

import { foldJournal } from "../../src/engine/index.ts";
import type { EventRow, RolloutRow, TrajectoryRow } from "../../src/storage/rows.ts";
import { demoHouses } from "../../src/tasks/routing/demo-houses.ts";
import { findBrowser } from "../browser/find-browser.ts";
import { launchBrowser } from "../browser/launch-browser.ts";
import { ensureBuilt } from "../build/ensure-built.ts";
import { serve } from "../serve/static-server.ts";
import { createEncoder } from "./byte-pair-encoder.ts";
import { cacheShare } from "./cache-share.ts";
import { demoReport, reportLines } from "./demo-report.ts";
import { followRun } from "./follow-run.ts";
import { readGgufVocabulary } from "./gguf-vocabulary.ts";
import { readRows } from "./read-database.ts";

/**
 * `npm run demo`: the first run a visitor would see, in the real page and a real browser, told in the terminal.
 * Options: --policy-seed N (which hidden house policy), --seed M (the search's own draws), --json.
 */
const { values } = parseArgs({
  options: {
    "policy-seed": { type: "string", default: String(demoHouses[0]) },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    headed: { type: "boolean", default: false },
  },
});

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (text === "" || !Number.isSafeInteger(value) || value < 0)
    throw new Error(`--${name} must be a whole number, not "${text}"`);
  return value;
}

const policySeed = wholeNumber("policy-seed", values["policy-seed"]);
const seed = wholeNumber("seed", values.seed);
// With --json the report is all that goes to standard output.
const say = (line: string): void => (values.json ? console.error(line) : console.log(line));

const folder = ensureBuilt(say);
const server = await serve({ folder });
const found = await findBrowser();
say(`browser: ${found.source}`);
const browser = await launchBrowser({ headed: values.headed });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on("pageerror", (error) => console.error(`the page threw: ${error.message}`));
  // tsx names every function through this helper, also in the code that Playwright sends to the page.
  await page.addInitScript({ content: "globalThis.__name ??= (each) => each" });
  const started = performance.now();
  await page.goto(`${server.address}#/?policy-seed=${policySeed}&seed=${seed}`);
  const runId = `home-${policySeed}-${seed}`;
  await followRun(page, runId, say);
  const wallSeconds = (performance.now() - started) / 1000;

  const events = await readRows<EventRow>(page, "events", runId);
  const rollouts = await readRows<RolloutRow>(page, "rollouts", runId);
  const trajectories = await readRows<TrajectoryRow>(page, "trajectories", runId);
  const answeredAt = new Map(rollouts.map(({ callIndex, at }) => [callIndex, at]));
  const calls = trajectories
    .toSorted(
      (a, b) =>
        (answeredAt.get(a.callIndex) ?? 0) - (answeredAt.get(b.callIndex) ?? 0) || a.callIndex - b.callIndex,
    )
    .flatMap(({ trajectory }) =>
      trajectory.map(({ messages, usage }) => ({
        messages,
        promptTokens: usage.promptTokens ?? 0,
        cachedPromptTokens: usage.cachedPromptTokens ?? 0,
      })),
    );
  const encode = createEncoder(readGgufVocabulary(join(folder, "models", "embedded-student.gguf")));
  const state = foldJournal(events.map(({ event }) => event));
  if (state === null) throw new Error("the run has no journal");
  const report = demoReport(state, {
    policySeed,
    seed,
    wallSeconds,
    cache: cacheShare(calls, encode),
    browser: `Chromium ${browser.version()}`,
  });
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else for (const line of reportLines(report)) console.log(line);
} finally {
  await browser.close();
  await server.close();
}
