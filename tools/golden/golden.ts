import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";

import { reasonOf } from "../../src/shared/reason-of.ts";
import type { GoldenFile } from "./golden-format.ts";
import { mutateFile } from "./mutate.ts";
import { printMismatch, replayFile } from "./replay-file.ts";

const usage = `npm run golden -- FILE_OR_FOLDER...   replays recorded runs of the reference
npm run golden -- --mutate FILE       alters one value of every kind of field; each must be found`;

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

async function main(args: readonly string[]): Promise<number> {
  const isMutating = args[0] === "--mutate";
  const given = isMutating ? args.slice(1) : args;
  if (given.length === 0 || args.includes("--help")) {
    console.log(usage);
    return args.includes("--help") ? 0 : 1;
  }
  let passed = 0;
  let failed = 0;
  for (const path of given.flatMap(goldenPaths)) {
    const result = await tryFile(path, isMutating ? mutateFile : replay);
    for (const line of result.lines) console.log(line);
    passed += result.passed;
    failed += result.failed;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** A file that cannot be read or understood has failed; the others go on. */
async function tryFile(
  path: string,
  use: (name: string, file: GoldenFile) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await use(basename(path), readFile(path));
  } catch (error) {
    return {
      passed: 0,
      failed: 1,
      lines: [`${basename(path)}: ${reasonOf(error)}`],
    };
  }
}

async function replay(name: string, file: GoldenFile): Promise<Outcome> {
  const { passed, failed, mismatches } = await replayFile(file);
  return { passed, failed, lines: mismatches.map((one) => printMismatch(name, one)) };
}

/** A folder stands for the files in it that hold runs (the unit vectors have tests of their own). */
function goldenPaths(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => /\.json(\.gz)?$/.test(name) && !/_vectors|^tasks/.test(name))
    .toSorted()
    .map((name) => join(path, name));
}

function readFile(path: string): GoldenFile {
  const bytes = readFileSync(path);
  return JSON.parse((path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")) as GoldenFile;
}

process.exitCode = await main(process.argv.slice(2));
