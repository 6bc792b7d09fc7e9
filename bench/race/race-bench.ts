import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { entrantName, entrants, raceRules } from "../../src/ui/state/race.ts";
import { ROUTING_BUDGET } from "../../src/ui/state/routing-run.ts";
import { measureCeilings } from "./ceiling.ts";
import { plotCurves } from "./plot.ts";
import { reportOf } from "./report.ts";
import { runSearches } from "./run-searches.ts";
import { summarise } from "./summarise.ts";

const place = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
/** Policies nothing was developed on. */
const freshPolicies = [901, 902, 903, 904, 905];

/**
 * `npm run bench -- race`: every entrant on every policy in the real page; writes bench/RESULTS.md and bench/race.svg.
 * Options: --policies 901,902 --optimizers gepa,random --dry (print only).
 */
export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      policies: { type: "string", default: freshPolicies.join(",") },
      optimizers: { type: "string", default: entrants.map((entrant) => entrant.optimizer).join(",") },
      dry: { type: "boolean", default: false },
    },
  });
  const policySeeds = values.policies.split(",").map(Number);
  const optimizers = values.optimizers.split(",");
  const ceilings = await measureCeilings(policySeeds);
  const say = (line: string) => console.log(line);
  const plan = { optimizers, policySeeds, ceilingOf: (seed: number) => ceilings.get(seed)! };
  const figures = await runSearches(plan, say);
  const names = Object.fromEntries(optimizers.map((optimizer) => [optimizer, entrantName(optimizer)]));
  const summaries = optimizers.map((optimizer) => summarise(optimizer, figures));
  const report = reportOf(summaries, names, {
    date: new Date().toISOString().slice(0, 10),
    commit: commitName(),
    command: ["npm run bench -- race", ...args].join(" "),
    policySeeds,
    ceilings,
    budget: ROUTING_BUDGET,
    weights: createHash("sha256")
      .update(readFileSync(place("../public/models/embedded-student.gguf")))
      .digest("hex"),
    rules: raceRules,
  });
  console.log(report);
  if (values.dry) return;
  writeFileSync(place("RESULTS.md"), report);
  writeFileSync(place("race.svg"), plotCurves(figures, ROUTING_BUDGET.metricCalls, names));
}

function commitName(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(process.argv.slice(2));
