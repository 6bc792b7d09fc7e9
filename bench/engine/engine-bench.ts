import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { applyEvent, foldJournal, initialState, studioMerge, undominated } from "../../src/engine/index.ts";
import type { EngineSpec, JournalEvent } from "../../src/engine/index.ts";
import { printCosts, python } from "./costs.ts";
import { goldenTasks, instantRun } from "./instant-run.ts";
import { naivePool } from "./naive-selection.ts";
import { syntheticPool } from "./synthetic-pool.ts";
import { cpuMilliseconds, milliseconds, printTable } from "./table.ts";

/**
 * `npm run bench -- engine`. Options: --before COMMIT (what an iteration, a fold, a minibatch and a rollout cost at that
 * commit, beside this tree), --costs (these alone).
 */
export async function run(): Promise<void> {
  console.log(
    "All times are CPU time, so that a busy machine does not count; ours includes the collector's threads.",
  );
  const { values } = parseArgs({
    options: { before: { type: "string" }, costs: { type: "boolean", default: false } },
  });
  const { idleReference } = printCosts(values.before ?? null);
  printIdleReference(idleReference);
  if (values.costs) return;
  await printRollouts();
  printFrontier();
  await printFold();
  await printAgainstReference();
}

/** The studio's options, but no guard that would end the made-up task early. */
function asStudio(spec: EngineSpec): EngineSpec {
  return {
    ...spec,
    preset: "studio",
    cache: true,
    merge: { ...studioMerge, maxInvocations: 1000 },
    budget: { ...spec.budget, policy: "reserve" },
    guards: { ...spec.guards, dropUnchanged: true, dropSeen: true },
    failures: { kind: "leave-out", maxRetries: 2 },
    setOrder: "ascending",
  };
}

async function printRollouts(): Promise<void> {
  const rows: string[][] = [];
  for (const [name, change] of [
    ["reference", (spec: EngineSpec) => spec],
    ["studio", asStudio],
  ] as const) {
    await instantRun("three", 2000, change);
    const { events, cpuMilliseconds: took, iterations } = await instantRun("three", 20_000, change);
    const { spent } = foldJournal(events)!;
    const bytes = events.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
    rows.push([
      name,
      String(spent.metricCalls),
      String(iterations),
      milliseconds(took / spent.metricCalls),
      milliseconds(took / iterations),
      String(Math.round(bytes / events.length)),
    ]);
  }
  printTable(
    'The loop with instant models (golden task "three", 20,000 metric calls)',
    ["preset", "rollouts", "iterations", "per rollout", "per iteration", "bytes per event"],
    rows,
  );
}

function printFrontier(): void {
  const rows: string[][] = [];
  for (const candidates of [100, 1000, 10_000]) {
    for (const examples of [100, 1000]) rows.push(measureFrontier(candidates, examples));
  }
  printTable(
    "Frontier (scores in quarters, many ties); target: selection at 1,000 x 1,000 under 5 ms amortised",
    ["candidates x examples", "update", "selection", "amortised", "as the reference", "ratio"],
    rows,
  );
}

/** Selections between two updates of the frontier, about as the field reports them: four proposals in five fail. */
const selectionsPerUpdate = 5;

function measureFrontier(candidates: number, examples: number): string[] {
  const { start, events } = syntheticPool(candidates, examples, "studio");
  let state = start;
  const last = Math.max(1, Math.floor(candidates / 20));
  for (const event of events.slice(0, -last)) state = applyEvent(state, event);
  let updating = 0;
  let selecting = 0;
  for (const event of events.slice(-last)) {
    const begun = cpuMilliseconds();
    state = applyEvent(state, event);
    const updated = cpuMilliseconds();
    undominated(state);
    updating += updated - begun;
    selecting += cpuMilliseconds() - updated;
  }
  const naive = candidates * examples <= 100_000 ? timeNaive(() => naivePool(state)) : null;
  return [
    `${candidates} x ${examples}`,
    milliseconds(updating / last),
    milliseconds(selecting / last),
    milliseconds(selecting / last / selectionsPerUpdate),
    naive === null ? "not run" : milliseconds(naive),
    naive === null ? "" : `${Math.round(naive / (selecting / last))}x`,
  ];
}

function timeNaive(run: () => unknown): number {
  const begun = cpuMilliseconds();
  run();
  return cpuMilliseconds() - begun;
}

async function printFold(): Promise<void> {
  const { events } = await instantRun("three", 120_000, (spec) => ({ ...asStudio(spec), merge: null }));
  const rows: string[][] = [];
  for (const count of [1000, 10_000, 100_000]) {
    const journal = events.slice(0, count);
    foldJournal(journal.slice(0, 500));
    const begun = cpuMilliseconds();
    const state = foldJournal(journal)!;
    const took = cpuMilliseconds() - begun;
    const bytes = journal.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
    rows.push([
      String(journal.length),
      String(state.candidates.length),
      milliseconds(took),
      milliseconds(took / journal.length),
      `${(bytes / journal.length).toFixed(0)} B`,
    ]);
  }
  printTable(
    "Fold of a journal; target: 100,000 events under 1 s",
    ["events", "candidates", "fold", "per event", "JSON per event"],
    rows,
  );
  printSlider(events.slice(0, 100_000));
}

/** A time slider steps through states: each is one `applyEvent` from the one before. */
function printSlider(events: readonly JournalEvent[]): void {
  const states = [initialState((events[0] as Extract<JournalEvent, { type: "run-started" }>).spec)];
  const begun = cpuMilliseconds();
  for (const event of events) states.push(applyEvent(states.at(-1)!, event));
  console.log(`all ${states.length} states kept: ${milliseconds(cpuMilliseconds() - begun)}`);
}

async function printAgainstReference(): Promise<void> {
  const calls = 10_000;
  await instantRun("three", 3000);
  const ours = await instantRun("three", calls);
  const perSecond = (iterations: number, seconds: number): number => iterations / seconds;
  const mine = perSecond(ours.iterations, ours.cpuMilliseconds / 1000);
  const rows = [["this engine, reference preset", `${mine.toFixed(0)} /s`, "1x"]];
  const theirs = timeReference("three", calls);
  if (theirs === null) {
    rows.push(["gepa (Python)", "not installed", "set GEPA_PYTHON to a Python with gepa 0.1.4"]);
  } else {
    const isSameRun = theirs.metric_calls === foldJournal(ours.events)!.spent.metricCalls;
    const rate = perSecond(ours.iterations, theirs.seconds);
    rows.push([
      `gepa ${theirs.version} (Python)`,
      `${rate.toFixed(0)} /s`,
      `${(mine / rate).toFixed(1)}x slower`,
    ]);
    console.log(
      `\nboth made ${theirs.metric_calls} metric calls, ${theirs.candidates} candidates: ${isSameRun ? "the same run" : "NOT the same run"}`,
    );
  }
  printTable(
    `Iterations per second, golden task "three", ${calls} metric calls; target: 20x`,
    ["engine", "iterations", "ratio"],
    rows,
  );
}

/** The reference in the same place as "idle iteration, reference preset" above, which takes so many milliseconds. */
function printIdleReference(ours: number): void {
  const script = fileURLToPath(new URL("reference_idle.py", import.meta.url));
  const done = spawnSync(python, [script], { encoding: "utf8" });
  if (done.status !== 0) return console.log(`gepa: not installed in ${python} (set GEPA_PYTHON); left out`);
  const { milliseconds, version } = JSON.parse(done.stdout.trim().split("\n").at(-1)!) as {
    readonly milliseconds: number;
    readonly version: string;
  };
  console.log(
    `gepa ${version} (Python): ${milliseconds.toFixed(2)} ms per idle iteration, pool of 10 on 50 rows: ${(milliseconds / ours).toFixed(1)} times as much`,
  );
}

interface ReferenceTiming {
  readonly seconds: number;
  readonly metric_calls: number;
  readonly candidates: number;
  readonly version: string;
}

function timeReference(task: string, calls: number): ReferenceTiming | null {
  const folder = mkdtempSync(join(tmpdir(), "gepa-bench-"));
  try {
    const tasks = join(folder, "tasks.json");
    writeFileSync(tasks, JSON.stringify(goldenTasks()));
    const script = fileURLToPath(new URL("reference_bench.py", import.meta.url));
    const done = spawnSync(python, [script, tasks, task, String(calls)], { encoding: "utf8" });
    if (done.status !== 0) return null;
    return JSON.parse(done.stdout.trim().split("\n").at(-1)!) as ReferenceTiming;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run();
