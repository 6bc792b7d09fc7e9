import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { optimizerTitle, entrants } from "../../src/rivals/optimizers.ts";
import { rulesOfNewRace } from "../../src/setup/race/race.ts";
import { ROUTING_BUDGET } from "../../src/setup/race/routing-run.ts";
import { commitName, say } from "../notes.ts";
import { measureCeilings } from "./ceiling.ts";
import { readRecording, summariseGrpo } from "./grpo-figures.ts";
import { openKeptRace } from "./kept-searches.ts";
import { plotCurves, recordedLine, searchLines } from "./plot.ts";
import { reportOf } from "./report.ts";
import { runSearches } from "./run-searches.ts";
import { summarise } from "./summarise.ts";

const place = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
/** Policies nothing was developed on. */
const freshPolicies = [901, 902, 903, 904, 905];

/**
 * `npm run bench -- race`: every entrant on every policy in the real page; writes bench/RESULTS.md and bench/race.svg.
 * Every finished search is kept in `.cache/race`, so the same command after an interruption goes on where it was.
 * Options: --policies 901,902 --optimizers gepa,random --dry (print only) --fresh (forget what is kept) --again policy
 * (run these optimizers again).
 */
export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      policies: { type: "string", default: freshPolicies.join(",") },
      optimizers: { type: "string", default: entrants.map((entrant) => entrant.optimizer).join(",") },
      dry: { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      again: { type: "string", default: "" },
    },
  });
  const policySeeds = values.policies.split(",").map(Number);
  const optimizers = values.optimizers.split(",");
  const unknown = optimizers.find((name) => !entrants.some((entrant) => entrant.optimizer === name));
  if (unknown !== undefined) throw new Error(`no optimizer is called ${unknown}`);
  const weights = createHash("sha256")
    .update(readFileSync(place("../public/models/embedded-student.gguf")))
    .digest("hex");
  const keptFile = place(`../.cache/race/${weights.slice(0, 16)}-${ROUTING_BUDGET.requests}.jsonl`);
  if (values.fresh) rmSync(keptFile, { force: true });
  const kept = openKeptRace(keptFile);
  for (const optimizer of values.again.split(",")) kept.forget(optimizer);
  const ceilings = await measureCeilings(policySeeds, kept, say);
  const plan = {
    optimizers,
    policySeeds,
    commit: commitName(),
    ceilingOf: (seed: number) => ceilings.get(seed)!,
  };
  const figures = await runSearches(plan, kept, say);
  const names = Object.fromEntries(optimizers.map((optimizer) => [optimizer, optimizerTitle(optimizer)]));
  const recorded = readRecording(place("../public/recorded/grpo.json"));
  const grpo = recorded === undefined ? null : summariseGrpo(recorded, ceilings);
  const searches = figures.map(({ optimizer, policySeed }) => kept.search(optimizer, policySeed)!);
  const summaries = optimizers.map((optimizer) => summarise(optimizer, figures));
  const report = reportOf(summaries, grpo, names, {
    date: new Date().toISOString().slice(0, 10),
    commits: [...new Set(searches.map((search) => search.commit))],
    command: ["npm run bench -- race", ...args].join(" "),
    policySeeds,
    ceilings,
    budget: { metricCalls: ROUTING_BUDGET.requests, reflectionCalls: ROUTING_BUDGET.reflectionCalls },
    weights,
    rules: rulesOfNewRace(ROUTING_BUDGET),
  });
  console.log(report);
  if (values.dry) return;
  writeFileSync(place("RESULTS.md"), report);
  const trained = recorded?.runs.filter((one) => ceilings.has(one.policySeed)) ?? [];
  const lines = [...searchLines(figures, names), ...(trained.length === 0 ? [] : [recordedLine(trained)])];
  writeFileSync(place("race.svg"), plotCurves(lines, ROUTING_BUDGET.requests));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(process.argv.slice(2));
