import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { mean } from "../../src/shared/statistics/mean.ts";
import { compareStudy } from "./compare-studies.ts";
import { makeStudies, type RecordedStudies } from "./studies.ts";
import { type SearchOutcome, searchWords, wordTasks } from "./word-house.ts";

/**
 * `npm run bench -- peers`: this studio against the Python packages where they are installed: every decision of gepa on
 * made-up tasks, MIPROv2's results against dspy's on scripted tasks, the Parzen estimator against Optuna's.
 * Options: --python PATH (or GEPA_PYTHON), --seeds N, --cases N (of gepa), --record (keeps Optuna's answers as the tests'
 * fixture). Says what is missing and measures the rest.
 */
const { values } = parseArgs({
  options: {
    python: { type: "string", default: process.env["GEPA_PYTHON"] ?? "python3" },
    seeds: { type: "string", default: "24" },
    cases: { type: "string", default: "60" },
    record: { type: "boolean", default: false },
  },
});
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
/** Optuna is asked this often per study; each ask is a new seed. */
const optunaSeeds = 300;
let faults = 0;

function has(module: string): boolean {
  const found = spawnSync(values.python, ["-c", `import ${module}`], { stdio: "ignore" }).status === 0;
  if (!found) console.log(`${module}: not installed in ${values.python} (pip install ${module}); left out`);
  return found;
}

/** Runs one of the Python files here on JSON and reads its JSON. */
function ask<T>(script: string, input: unknown): T {
  const done = spawnSync(values.python, [here(script)], {
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (done.status !== 0) throw new Error(`${script} failed:\n${done.stderr.slice(-2000)}`);
  return JSON.parse(done.stdout) as T;
}

function gepa(): void {
  if (!has("gepa")) return;
  console.log(`gepa: every event of ${values.cases} made-up runs, side by side with the package's`);
  const done = spawnSync("tsx", [here("../../tools/golden/differential.ts"), values.cases, "1"], {
    stdio: "inherit",
    env: { ...process.env, GEPA_PYTHON: values.python },
  });
  faults += done.status === 0 ? 0 : 1;
}

function optuna(): void {
  if (!has("optuna")) return;
  const recorded = ask<RecordedStudies>("optuna_studies.py", { studies: makeStudies(1), seeds: optunaSeeds });
  console.log(
    `optuna ${recorded.optuna}: densities and choices on ${recorded.studies.length} recorded studies`,
  );
  for (const study of recorded.studies) {
    const found = compareStudy(study, recorded.seeds);
    const shape = study.options.join(" x ");
    console.log(
      `  ${shape.padEnd(14)} ${String(study.trials.length).padStart(4)} trials: log densities differ by at most ${found.logDensityGap.toExponential(1)}, choices by ${(found.choiceGap * 100).toFixed(1)} % (chance alone: ${(found.expectedGap * 100).toFixed(1)} %)`,
    );
    if (found.logDensityGap > 1e-9) faults += 1;
  }
  if (!values.record) return;
  writeFileSync(here("../../tests/fixtures/tpe/optuna-studies.json"), `${JSON.stringify(recorded)}\n`);
  console.log("  recorded as tests/fixtures/tpe/optuna-studies.json");
}

interface DspyOutcomes {
  readonly dspy: string;
  /** Task by task, seed by seed. */
  readonly outcomes: readonly (readonly SearchOutcome[])[];
}

async function mipro(): Promise<void> {
  const seeds = Number(values.seeds);
  // dspy's MIPROv2 draws its trials with Optuna.
  const theirs =
    has("dspy") && has("optuna") ? ask<DspyOutcomes>("dspy_mipro.py", { tasks: wordTasks, seeds }) : null;
  console.log(
    `MIPROv2, scripted Student and proposer, ${seeds} seeds each${theirs === null ? "" : `, beside dspy ${theirs.dspy}`}`,
  );
  for (const [i, task] of wordTasks.entries()) {
    const ours: SearchOutcome[] = [];
    for (let seed = 0; seed < seeds; seed += 1) ours.push(await searchWords(task, seed));
    console.log(`  ${task.name}`);
    console.log(`    studio  ${outcomeWords(ours)}`);
    if (theirs !== null) console.log(`    dspy    ${outcomeWords(theirs.outcomes[i]!)}`);
  }
  console.log(
    "  Draws differ by nature (two generators; dspy draws its labelled rows alike for every seed, so that two of its six or eighteen sets never change): scores are to be alike, not equal. Calls differ because dspy answers a combination again that it has tried (its cache makes that free), and has a model describe data and program, which the studio counts and reads by code.",
  );
}

function outcomeWords(outcomes: readonly SearchOutcome[]): string {
  const over = (pick: (one: SearchOutcome) => number): string => {
    const all = outcomes.map(pick);
    const usual = mean(all);
    return `${usual.toFixed(usual < 2 ? 3 : 0)} (${Math.min(...all).toFixed(usual < 2 ? 2 : 0)} to ${Math.max(...all).toFixed(usual < 2 ? 2 : 0)})`;
  };
  return `best score ${over((one) => one.best)}, Student calls ${over((one) => one.studentCalls)}, proposal calls ${over((one) => one.proposalCalls)}`;
}

gepa();
optuna();
await mipro();
process.exitCode = faults === 0 ? 0 : 1;
