import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { projectFolder } from "../build/project-folder.ts";
import { modelMutants } from "./model-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { searchMutants } from "./search-mutants.ts";

/**
 * `npx tsx tools/mutation/mutation.ts [--only WORD]`: plants each fault of the table in a copy of the product and runs
 * the tests that must notice it. Prints the score; exits 1 when a fault went unnoticed.
 */
const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });

const left = new Set(["node_modules", "dist", ".cache", ".git", "screens", "test-results"]);
const folder = join(projectFolder, ".cache", `mutation-${process.pid}`);
const reportFile = join(folder, "report.json");

function copyProduct(): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(projectFolder).filter((each) => !left.has(each)))
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
}

/** The longest the tests of one fault may take. */
const longestMs = 600_000;

/** Vitest's name filter is an expression; a title's own signs stand for themselves. */
const literally = (title: string): string => title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function testsRun(file: string): number {
  const counts = JSON.parse(readFileSync(file, "utf8")) as { numPassedTests: number; numFailedTests: number };
  return counts.numPassedTests + counts.numFailedTests;
}

function passes({ tests, titled }: Pick<Mutant, "tests" | "titled">): boolean {
  const vitest = join(projectFolder, "node_modules", "vitest", "vitest.mjs");
  const filter = titled === undefined ? [] : ["--testNamePattern", literally(titled)];
  const args = [
    vitest,
    "run",
    "--project",
    "node",
    "--bail",
    "1",
    "--testTimeout",
    "300000",
    "--reporter=json",
    `--outputFile.json=${reportFile}`,
    ...filter,
    ...tests,
  ];
  const env = { ...process.env, CI: undefined };
  rmSync(reportFile, { force: true });
  const { status, error } = spawnSync(process.execPath, args, {
    cwd: folder,
    stdio: "ignore",
    env,
    timeout: longestMs,
  });
  // A fault that makes its test run for ever is noticed, too.
  if (error !== undefined && "code" in error && error.code === "ETIMEDOUT") return false;
  // Tests that were not found would let every fault through.
  if (!existsSync(reportFile) || testsRun(reportFile) === 0)
    throw new Error(`no test ran of ${tests.join(", ")} ${titled ?? ""}`);
  return status === 0;
}

type Verdict = "noticed" | "MISSED" | "UNSOUND" | "GONE";

/** A test that fails by itself would "notice" everything. */
const sound = new Map<string, boolean>();

/** What the tests say of a fault: GONE where its place in the product is not there any more, or not once. */
function verdictOn(mutant: Mutant): Verdict {
  const file = join(folder, mutant.file);
  const source = readFileSync(file, "utf8");
  if (source.split(mutant.find).length !== 2) return "GONE";
  const key = JSON.stringify([mutant.tests, mutant.titled]);
  if (!sound.has(key)) sound.set(key, passes(mutant));
  if (sound.get(key) !== true) return "UNSOUND";
  writeFileSync(
    file,
    source.replace(mutant.find, () => mutant.replace),
  );
  try {
    return passes(mutant) ? "MISSED" : "noticed";
  } finally {
    writeFileSync(file, source);
  }
}

try {
  copyProduct();
  const wanted = [...searchMutants, ...modelMutants].filter(({ name, file }) =>
    `${name} ${file}`.includes(values.only),
  );
  let noticed = 0;
  for (const mutant of wanted) {
    const verdict = verdictOn(mutant);
    if (verdict === "noticed") noticed += 1;
    console.log(`${verdict.padEnd(8)} ${mutant.file}: ${mutant.name}`);
  }
  console.log(`${noticed} of ${wanted.length} planted faults were noticed`);
  process.exitCode = noticed === wanted.length ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
