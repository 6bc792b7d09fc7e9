import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

import type { DemoReport } from "../../tools/demo/demo-report.ts";
import { percent } from "../../tools/demo/progress-lines.ts";
import { printTable } from "../engine/table.ts";

/**
 * `npm run bench -- demo --from 101 --count 10`: the demo on one house policy after another, each in a browser of its
 * own, and how often it kept its promise: 35 points more than the seed on the sealed rows, within 700 Student calls
 * and 40 reflections.
 */
const { values } = parseArgs({
  options: { from: { type: "string", default: "101" }, count: { type: "string", default: "10" } },
});

const promisedPoints = 35;
const first = Number(values.from);

function runDemo(policySeed: number): DemoReport {
  const args = ["tools/demo/demo.ts", "--policy-seed", String(policySeed), "--json"];
  const result = spawnSync("tsx", args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 2 ** 26,
  });
  if (result.status !== 0)
    throw new Error(`the demo on house policy ${policySeed} failed:
${result.stderr}`);
  return JSON.parse(result.stdout) as DemoReport;
}

function keepsPromise({ pointsGained, calls, testRows }: DemoReport): boolean {
  return pointsGained >= promisedPoints && testRows >= 200 && calls.search <= 700 && calls.reflections <= 40;
}

const reports: DemoReport[] = [];
for (let seed = first; seed < first + Number(values.count); seed += 1) {
  const report = runDemo(seed);
  reports.push(report);
  console.error(`policy ${seed}: ${percent(report.seedTestScore)} -> ${percent(report.bestTestScore)}`);
}
printTable(
  `the demo on ${reports.length} house policies, ${reports[0]?.browser ?? ""}`,
  ["policy", "seed", "best", "points", "calls", "reflections", "seconds", "from cache", "ended"],
  reports.map((report) => [
    String(report.policySeed),
    percent(report.seedTestScore),
    percent(report.bestTestScore),
    report.pointsGained.toFixed(1),
    String(report.calls.search),
    String(report.calls.reflections),
    report.wallSeconds.toFixed(0),
    report.cache.share === null ? "-" : percent(report.cache.share),
    report.stopReason,
  ]),
);
console.log(
  `${reports.filter(keepsPromise).length} of ${reports.length} gained ${promisedPoints} points or more within the budget`,
);
