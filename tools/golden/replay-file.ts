import { compareRun } from "./compare.ts";
import type { Mismatch } from "./compare.ts";
import type { GoldenFile, GoldenPair, GoldenRun, GoldenTask, JsonMap } from "./golden-format.ts";
import { recordRun } from "./record-run.ts";
import type { RecordedRun } from "./record-run.ts";

export interface NamedMismatch extends Mismatch {
  readonly run: string;
}

export interface ReplayResult {
  readonly passed: number;
  readonly failed: number;
  readonly mismatches: readonly NamedMismatch[];
}

/** What a golden says and what the replay gave, for one run. */
export interface ReplayedRun {
  readonly run: string;
  readonly golden: JsonMap;
  readonly record: JsonMap;
}

export async function replayFile(file: GoldenFile): Promise<ReplayResult> {
  const strange = Object.keys(file).filter((key) => !["task", "tasks", "runs"].includes(key));
  const mismatches: NamedMismatch[] = strange.map((key) => ({
    run: "file",
    path: [key],
    expected: "a field the replay reads",
    got: undefined,
  }));
  let passed = 0;
  let failed = strange.length;
  for (const replayed of await replayRuns(file)) {
    const found = compareRun(replayed.golden, replayed.record);
    mismatches.push(...found.map((one) => ({ run: replayed.run, ...one })));
    if (found.length === 0) passed += 1;
    else failed += 1;
  }
  return { passed, failed, mismatches };
}

export async function replayRuns(file: GoldenFile): Promise<ReplayedRun[]> {
  const replayed: ReplayedRun[] = [];
  for (const [i, run] of file.runs.entries()) {
    if (isPair(run)) replayed.push(...(await replayPair(file, run, i)));
    else replayed.push(await replayOne(file, run, nameOf(run, i)));
  }
  return replayed;
}

function isPair(run: GoldenRun | GoldenPair): run is GoldenPair {
  return "first" in run;
}

function nameOf(run: GoldenRun, index: number): string {
  const label = typeof run["label"] === "string" ? ` ${run["label"]}` : "";
  return `run ${index}${label}`;
}

async function replayOne(file: GoldenFile, golden: GoldenRun, run: string): Promise<ReplayedRun> {
  const { record } = await recordRun(golden, taskOf(file, golden));
  return { run, golden, record };
}

/** The pair's own fields say that the reference does not continue the run it resumes. */
async function replayPair(file: GoldenFile, pair: GoldenPair, index: number): Promise<ReplayedRun[]> {
  const task = taskOf(file, pair.first);
  const first = await recordRun(pair.first, task);
  const second = await recordRun(pair.second_resumed, task, first.final!);
  const whole = await recordRun(pair.second_resumed, task);
  const { first: _first, second_resumed: _second, ...own } = pair as unknown as JsonMap;
  return [
    { run: `run ${index} first`, golden: pair.first, record: first.record },
    { run: `run ${index} second_resumed`, golden: pair.second_resumed, record: second.record },
    {
      run: `run ${index} pair`,
      golden: own,
      record: { same_as_uninterrupted: isSameRun(second, whole), run_dir_files: runDirFiles },
    },
  ];
}

function isSameRun(a: RecordedRun, b: RecordedRun): boolean {
  return JSON.stringify(a.record["result"]) === JSON.stringify(b.record["result"]);
}

/** What the reference leaves in its run directory; we have nothing of the kind, so the list itself is known. */
const runDirFiles = [
  "candidate_tree.html",
  "candidates.json",
  "generated_best_outputs_valset",
  "gepa_state.bin",
  "run_log.json",
];

function taskOf(file: GoldenFile, golden: GoldenRun): GoldenTask {
  const name = String(golden.options["task"]);
  const task = file.task ?? file.tasks?.[name];
  if (task === undefined) throw new Error(`the file has no task "${name}"`);
  return task;
}

const longest = 200;

/** file, run, iteration, field, expected, got. */
export function printMismatch(file: string, { run, path, expected, got }: NamedMismatch): string {
  const [top, index, ...rest] = path;
  const inIteration = top === "iterations" && typeof index === "number";
  const where = inIteration ? `iteration ${index + 1}` : "-";
  const field = (inIteration ? rest : path).join(".");
  const print = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, longest);
  return `${file}, ${run}, ${where}, ${field}, expected ${print(expected)}, got ${print(got)}`;
}
