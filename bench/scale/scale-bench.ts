import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { launchPersistent } from "../../tools/browser/launch-browser.ts";
import { ensureBuilt } from "../../tools/build/ensure-built.ts";
import { serve } from "../../tools/serve/static-server.ts";
import { fillStudio } from "./fill-studio.ts";
import type { LargeRun } from "./large-run.ts";
import { type Opening, openings, watchOpening } from "./openings.ts";
import { playedRun } from "./played-run.ts";
import { watchScrolling } from "./scrolling.ts";

/**
 * `npm run bench -- scale [--rollouts 100000] [--before FOLDER]`: the built studio with so many rollouts, each with its
 * trace and its line of the ledger: how long its pages take to open and the longest time its thread was blocked. With
 * `--before`, another build is measured in the same run, and each figure stands beside its ratio. `--profile` names the
 * functions that took the longest at each opening (of a build that is not minified); `--only WORD` opens pages of that name, after those that
 * leave something for others.
 */
const { values } = parseArgs({
  options: {
    rollouts: { type: "string", default: "100000" },
    before: { type: "string" },
    folder: { type: "string" },
    profile: { type: "boolean", default: false },
    only: { type: "string", default: "" },
  },
});

const say = (text: string): void => console.log(text);

async function measure(folder: string, made: LargeRun): Promise<readonly Opening[]> {
  const profile = mkdtempSync(join(tmpdir(), "gepa-studio-scale-"));
  const server = await serve({ folder });
  const context = await launchPersistent(profile);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(180_000);
    await page.setViewportSize({ width: 1440, height: 900 });
    await fillStudio(page, server.address, made, say);
    say(`${folder} is filled; load of the machine ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`);
    const found: Opening[] = [];
    for (const opening of openings.filter(
      ({ name, isFirst }) => isFirst === true || name.includes(values.only),
    )) {
      const one = await watchOpening(page, server.address, opening, values.profile, say);
      found.push(one);
      // What a first opening leaves for the next is written when it has been drawn.
      if (opening.isFirst === true) await page.waitForTimeout(5000);
      say(
        `  ${one.name}: first ${one.firstMs.toFixed(0)}, whole ${one.wholeMs.toFixed(0)}, block ${one.blockMs.toFixed(0)} ms`,
      );
    }
    if (values.only !== "") return found;
    const { framesPerSecond, restingFramesPerSecond, slowestMs, rowsSeen } = await watchScrolling(
      page,
      server.address,
      values.profile,
      say,
    );
    say(
      `  its list scrolled: ${framesPerSecond.toFixed(1)} frames a second (${restingFramesPerSecond.toFixed(1)} at rest), slowest ${slowestMs.toFixed(0)} ms, ${rowsSeen} rows drawn`,
    );
    return found;
  } finally {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

say("playing the search that decides it…");
const made = await playedRun(Number(values.rollouts));
say(
  `${made.rollouts.length} rollouts, ${made.events.length} events, ${made.state.candidates.length} candidates, ${made.rollouts.length} lines of the ledger`,
);
const before = values.before === undefined ? undefined : await measure(values.before, made);
const after = await measure(values.folder ?? ensureBuilt(say), made);
const cell = (text: string, width: number): string => text.padStart(width);
say(`${"".padEnd(34)}${cell("first ms", 10)}${cell("whole ms", 10)}${cell("block ms", 10)}`);
for (const [place, now] of after.entries()) {
  const then = before?.[place];
  const line = (name: string, one: Opening): string =>
    `${name.padEnd(34)}${cell(one.firstMs.toFixed(0), 10)}${cell(one.wholeMs.toFixed(0), 10)}${cell(one.blockMs.toFixed(0), 10)}`;
  if (then === undefined) {
    say(line(now.name, now));
    continue;
  }
  say(line(`${now.name}, before`, then));
  const ratio = (pick: "firstMs" | "wholeMs" | "blockMs"): string =>
    `x ${(now[pick] / Math.max(1, then[pick])).toFixed(2)}`;
  say(line(`${now.name}, now`, now));
  say(
    `${"".padEnd(34)}${cell(ratio("firstMs"), 10)}${cell(ratio("wholeMs"), 10)}${cell(ratio("blockMs"), 10)}`,
  );
}
