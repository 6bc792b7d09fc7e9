import {
  fail,
  readList,
  readNumber,
  readObject,
  readShare,
  readText,
  tryReading,
} from "../../engine/interop/read-json.ts";

/** One training of the Student's weights by GRPO, as `tools/embedded-model` recorded it. */
export interface RecordedTraining {
  readonly policySeed: number;
  readonly seed: number;
  /** Rollouts trained on so far, ascending; the other two lists have one entry for each. */
  readonly rollouts: readonly number[];
  /** Score on the judging rows, 0 to 1. The adapters that did best here met the sealed rows. */
  readonly validation: readonly number[];
  /** Mean reward of the training rollouts since the point before, 0 to 1. */
  readonly reward: readonly number[];
  readonly test: { readonly rows: number; readonly seedRight: number; readonly finalRight: number };
  /** Rollouts spent on the validation scores, which `rollouts` leaves out. */
  readonly validationRollouts: number;
}

/** GRPO itself, which trains weights and cannot run in a page: recorded once, replayed beside the live searches. */
export interface RecordedGrpo {
  readonly date: string;
  readonly command: string;
  readonly weightsSha256: string;
  /** Weights of the Student, a count; what was trained are low-rank adapters on them. */
  readonly parameters: number;
  readonly seedPrompt: string;
  readonly method: Readonly<Record<string, number>>;
  readonly runs: readonly RecordedTraining[];
}

type RecordedGrpoReading =
  | { readonly kind: "ok"; readonly value: RecordedGrpo }
  | { readonly kind: "bad-import"; readonly message: string };

const methodNumbers = [
  "groupSize",
  "groupsPerStep",
  "clip",
  "klWeight",
  "learningRate",
  "rank",
  "temperature",
  "steps",
];
const mostRuns = 200;
const mostPoints = 5000;

/** Reads a recording as if a stranger had sent it: nothing is believed that was not checked. */
export function readRecordedGrpo(value: unknown): RecordedGrpoReading {
  return tryReading(() => {
    const file = readObject(value, "the file");
    if (file["format"] !== "gepa-studio/recorded-grpo") fail("this is not a recording of GRPO");
    if (file["version"] !== 1) fail(`version ${String(file["version"])} of the recording is not known here`);
    const method = readObject(file["method"], "method");
    const runs = readList(file["runs"], "runs");
    if (runs.length === 0 || runs.length > mostRuns) fail(`runs has ${runs.length} entries`);
    return {
      date: readText(file["date"], "date"),
      command: readText(file["command"], "command"),
      weightsSha256: readSha256(file["weightsSha256"]),
      parameters: readCount(file["parameters"], "parameters"),
      seedPrompt: readText(file["seedPrompt"], "seedPrompt"),
      method: Object.fromEntries(
        methodNumbers.map((name) => [name, readNumber(method[name], `method.${name}`)]),
      ),
      runs: runs.map((run, place) => readTraining(run, `runs[${place}]`)),
    };
  });
}

function readTraining(value: unknown, what: string): RecordedTraining {
  const run = readObject(value, what);
  const rollouts = readList(run["rollouts"], `${what}.rollouts`).map((count) =>
    readCount(count, `${what}.rollouts`),
  );
  if (rollouts.length === 0 || rollouts.length > mostPoints)
    fail(`${what}.rollouts has ${rollouts.length} entries`);
  if (rollouts.some((count, i) => i > 0 && count <= rollouts[i - 1]!))
    fail(`${what}.rollouts does not ascend`);
  const shares = (name: "validation" | "reward"): number[] => {
    const found = readList(run[name], `${what}.${name}`).map((share) => readShare(share, `${what}.${name}`));
    return found.length === rollouts.length
      ? found
      : fail(`${what}.${name} has ${found.length} entries for ${rollouts.length} counts of rollouts`);
  };
  const test = readObject(run["test"], `${what}.test`);
  const rows = readCount(test["rows"], `${what}.test.rows`);
  const right = (name: "seedRight" | "finalRight"): number => {
    const count = readCount(test[name], `${what}.test.${name}`);
    return count <= rows ? count : fail(`${what}.test.${name} is ${count} of ${rows} rows`);
  };
  if (rows === 0) fail(`${what}.test has no rows`);
  return {
    policySeed: readCount(run["policySeed"], `${what}.policySeed`),
    seed: readCount(run["seed"], `${what}.seed`),
    rollouts,
    validation: shares("validation"),
    reward: shares("reward"),
    test: { rows, seedRight: right("seedRight"), finalRight: right("finalRight") },
    validationRollouts: readCount(run["validationRollouts"], `${what}.validationRollouts`),
  };
}

function readCount(value: unknown, what: string): number {
  const count = readNumber(value, what);
  return Number.isSafeInteger(count) && count >= 0 ? count : fail(`${what} is ${count}, not a count`);
}

function readSha256(value: unknown): string {
  const text = readText(value, "weightsSha256");
  return /^[0-9a-f]{64}$/.test(text) ? text : fail("weightsSha256 is not a SHA-256");
}

/** Why a recording that ships with the studio is not shown; undefined while nothing is wrong. */
export function recordedGrpoProblem(
  reading: RecordedGrpoReading | { readonly kind: "none" } | undefined,
  hasFailed: boolean,
): string | undefined {
  if (reading?.kind === "bad-import") return `The recording of GRPO is left out: ${reading.message}.`;
  return hasFailed
    ? "The recording of GRPO could not be loaded. The races are not touched by that; reload the page to try again."
    : undefined;
}
