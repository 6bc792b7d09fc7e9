import { readdirSync } from "node:fs";

import { describe, expect, it } from "vitest";

import type { GoldenFile } from "../../tools/golden/golden-format.ts";
import { mutateFile } from "../../tools/golden/mutate.ts";
import { printMismatch, replayFile } from "../../tools/golden/replay-file.ts";
import { readGolden } from "./golden-vectors.ts";

/**
 * The bounded part of `npm run golden`: two grid files of every task (all selectors and frontiers come up), and every
 * special, event and resumed run. The command replays the rest.
 */
const folder = new URL("../fixtures/golden/", import.meta.url);
const all = readdirSync(folder)
  .filter((name) => name.endsWith(".json.gz"))
  .map((name) => name.replace(/\.gz$/, ""))
  .filter((name) => !/_vectors|^tasks/.test(name));
const bounded = all.filter(
  (name) =>
    !name.startsWith("grid_") || /(pareto_cartesian|epsilon_greedy_hybrid|current_best_objective)/.test(name),
);

describe("the reference preset", () => {
  it.each(bounded)("makes every recorded decision of %s", async (name) => {
    const result = await replayFile(readGolden<GoldenFile>(name));
    expect(result.mismatches.map((one) => printMismatch(name, one))).toEqual([]);
    expect(result.passed).toBeGreaterThan(0);
  });

  it.each(["events_three.json", "resume.json"])("is compared on every kind of field of %s", async (name) => {
    const result = await mutateFile(name, readGolden<GoldenFile>(name));
    expect(result.lines.filter((line) => line.startsWith("NOT FOUND"))).toEqual([]);
    expect(result.passed).toBeGreaterThan(100);
  });

  it("refuses an option it does not know, and a file with fields it does not read", async () => {
    const file = readGolden<GoldenFile>("events_one.json");
    const run = file.runs[0]! as { options: object };
    const strange = {
      ...file,
      runs: [{ ...run, options: { ...run.options, surprise: 1 } }],
    } as unknown as GoldenFile;
    await expect(replayFile(strange)).rejects.toThrow('"surprise" is not understood');
    const extra = await replayFile({ ...file, runs: file.runs.slice(0, 1), surprise: 1 } as GoldenFile);
    expect(extra.failed).toBe(1);
  });
});
