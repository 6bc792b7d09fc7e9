import { parseArgs } from "node:util";

import { reasonOf } from "../../src/shared/reason-of.ts";
import { type KilledRun, printReport } from "../../tests/kill/kill-report.ts";
import { openFiringRange } from "../../tests/kill/under-fire.ts";
import { launchBrowser } from "../browser/launch-browser.ts";

/**
 * `npm run soak -- --minutes N [--seed S]`: kills real runs in a real browser until the time is over. Exits 1 when an
 * answer was lost, asked for twice, or a run did not finish. Every third run is on the embedded model.
 */
const { values } = parseArgs({
  options: { minutes: { type: "string", default: "5" }, seed: { type: "string", default: "100" } },
});
const minutes = Number(values.minutes);
if (!Number.isFinite(minutes) || minutes <= 0) {
  console.error(`--minutes must be a number above 0, not "${values.minutes}"`);
  process.exit(2);
}

const browser = await launchBrowser();
const range = await openFiringRange(browser);
const runs: KilledRun[] = [];
const failures: string[] = [];
const until = Date.now() + minutes * 60_000;
let seed = Number(values.seed);
try {
  for (let turn = 0; Date.now() < until; turn++, seed++) {
    const kind = turn % 3 === 2 ? "embedded" : "scripted";
    try {
      const run = await range[kind](seed);
      runs.push(run);
      const isSame = { true: ", same journal", false: ", other journal" }[String(run.isSameJournal)] ?? "";
      console.log(
        `seed ${seed} (${kind}): ${run.kills.length} kills, ${run.isFinished ? "finished" : "NOT FINISHED"}${isSame}`,
      );
      if (run.isSameJournal === false) failures.push(`seed ${seed}: the journal differs`);
    } catch (error) {
      failures.push(`seed ${seed} (${kind}): ${reasonOf(error)}`);
      console.log(failures.at(-1));
    }
  }
} finally {
  await range.close();
  await browser.close();
}
console.log(printReport(runs).join("\n"));
const kills = runs.flatMap((run) => run.kills);
const isBroken = kills.some((kill) => kill.lost + kill.askedTwice > 0) || runs.some((run) => !run.isFinished);
for (const failure of failures) console.log(`failed: ${failure}`);
process.exit(isBroken || failures.length > 0 ? 1 : 0);
