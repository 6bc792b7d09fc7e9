import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import * as fc from "fast-check";

import { compareRun } from "./compare.ts";
import type { GoldenRun, GoldenTask, Json, JsonMap } from "./golden-format.ts";
import { recordRun } from "./record-run.ts";
import { printMismatch } from "./replay-file.ts";

/**
 * Beyond the recorded goldens: makes up tasks and options, runs the installed reference on them, and compares.
 * `GEPA_PYTHON=/path/to/python npx tsx tools/golden/differential.ts [CASES] [SEED]`, with gepa 0.1.4 in that Python.
 */
interface Case {
  readonly task: GoldenTask;
  readonly options: JsonMap;
}

const rules = (most: number) =>
  fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: most });
const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

/** Needs of 1, 2 or 4 rules keep every score an exact binary fraction. */
function example(components: readonly string[]) {
  return fc
    .record({
      needs: fc.uniqueArray(fc.tuple(fc.constantFrom(...components), fc.integer({ min: 1, max: 9 })), {
        minLength: 4,
        maxLength: 4,
        selector: (pair) => pair.join(),
      }),
      count: fc.constantFrom(1, 2, 4),
      forbids: fc.option(fc.tuple(fc.constantFrom(...components), fc.integer({ min: 1, max: 9 })), {
        nil: null,
      }),
    })
    .map(({ needs, count, forbids }) => {
      const requires: Record<string, number[]> = {};
      for (const [name, rule] of needs.slice(0, count))
        requires[name] = ascending([...(requires[name] ?? []), rule]);
      const banned = Object.fromEntries(components.map((name) => [name, [99]]));
      if (forbids !== null) banned[forbids[0]] = [forbids[1], 99];
      return { requires, forbids: banned };
    });
}

const cases = fc.integer({ min: 1, max: 3 }).chain((size) => {
  const components = ["planner", "writer", "checker"].slice(0, size);
  const examples = (letter: string) =>
    fc
      .array(example(components), { minLength: 2, maxLength: 12 })
      .map((list) => list.map((one, i) => ({ id: `${letter}${i}`, ...one })));
  return fc.record({
    task: fc
      .record({
        train: examples("t"),
        val: examples("v"),
        seeds: fc.tuple(...components.map(() => rules(2))),
        harm: fc.integer({ min: 0, max: 7 }),
      })
      .map(({ train, val, seeds, harm }): GoldenTask => ({
        name: "made-up",
        components,
        seed_candidate: Object.fromEntries(
          components.map((name, i) => [name, ascending(seeds[i]!).join(",")]),
        ),
        noise_base: 50,
        harm_rule: 99,
        harm_mod: harm,
        train,
        val,
      })),
    options: fc.record({
      task: fc.constant("made-up"),
      seed: fc.integer({ min: 0, max: 10_000 }),
      selector: fc.constantFrom("pareto", "current_best", "epsilon_greedy", "top_k_pareto"),
      frontier: fc.constantFrom("instance", "objective", "hybrid", "cartesian"),
      use_merge: fc.boolean(),
      max_merge_invocations: fc.integer({ min: 1, max: 8 }),
      merge_val_overlap_floor: fc.integer({ min: 1, max: 3 }),
      module_selector: fc.constantFrom("round_robin", "all"),
      minibatch: fc.integer({ min: 1, max: 5 }),
      max_metric_calls: fc.integer({ min: 10, max: 500 }),
      acceptance: fc.constantFrom("strict_improvement", "improvement_or_equal"),
      skip_perfect_score: fc.boolean(),
      cache_evaluation: fc.boolean(),
      valset_is_none: fc.boolean(),
      sampling: fc.constantFrom(
        null,
        { type: "same_parent", n: 2 },
        { type: "independent", n: 3 },
        { type: "pxn", p: 2, n: 2 },
      ),
      selection: fc.constantFrom(null, { type: "best" }, { type: "top_k", k: 2 }),
    }),
  });
});

/**
 * The published 0.1.4 keeps no split in its cache keys, so with a separate validation set it reads training scores
 * (gepa#424, fixed in the commit the goldens are from): there the cache stays off.
 */
function comparable(options: { readonly [key: string]: Json }): JsonMap {
  const given = Object.entries(options).filter(([, value]) => value !== null);
  const usesCache = options["valset_is_none"] === true && options["cache_evaluation"] === true;
  return { ...Object.fromEntries(given), cache_evaluation: usesCache };
}

async function main(count: number, seed: number): Promise<number> {
  const made = fc
    .sample(cases, { numRuns: count, seed })
    .map(({ task, options }): Case => ({ task, options: comparable(options) }));
  const results = runReference(made);
  if (results === null) return 1;
  let failed = 0;
  for (const [i, { task, options }] of made.entries()) {
    const expected = results[i]!;
    const { record } = await recordRun({ options } as GoldenRun, task);
    const ours = ("result" in record ? record["result"] : { raised: record["raised"] ?? null }) as JsonMap;
    const shown = Object.fromEntries(Object.keys(expected).map((key) => [key, ours[key] ?? null]));
    const found = compareRun(expected, shown);
    if (found.length === 0) continue;
    failed += 1;
    console.log(`case ${i}: ${JSON.stringify(options)}`);
    for (const one of found.slice(0, 3))
      console.log(`  ${printMismatch("made-up", { run: `case ${i}`, ...one })}`);
  }
  console.log(`${made.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function runReference(made: readonly Case[]): JsonMap[] | null {
  const folder = mkdtempSync(join(tmpdir(), "gepa-differential-"));
  try {
    const file = join(folder, "cases.json");
    writeFileSync(file, JSON.stringify(made));
    const script = fileURLToPath(new URL("reference_runs.py", import.meta.url));
    const python = process.env["GEPA_PYTHON"] ?? "python3";
    const done = spawnSync(python, [script, file], { encoding: "utf8", maxBuffer: 2 ** 30 });
    if (done.status === 0) return JSON.parse(done.stdout.trim().split("\n").at(-1)!) as JsonMap[];
    console.log(
      `the reference did not run; is gepa 0.1.4 installed in ${python}?\n${done.stderr.slice(-500)}`,
    );
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

process.exitCode = await main(Number(process.argv[2] ?? 100), Number(process.argv[3] ?? 1));
