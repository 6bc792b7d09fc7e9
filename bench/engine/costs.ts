import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { EngineCosts } from "./measure-costs.ts";
import { printTable } from "./table.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
/** Each side is measured so often, in turn, and the least of each counts: a busy machine only adds. */
const rounds = 2;

/** A Python that may have gepa. */
export const python = process.env["GEPA_PYTHON"] ?? "python3";

/**
 * What a search itself costs; with a commit also then, checked out beside this tree and measured in turn. Returns the
 * costs now.
 */
export function printCosts(before: string | null): EngineCosts {
  const title = "What the engine costs, models that answer at once";
  if (before === null) {
    const now = measure(root);
    printTable(title, ["", "now"], rowsOf(now, null));
    return now;
  }
  const folder = mkdtempSync(join(tmpdir(), "engine-before-"));
  const tree = join(folder, "tree");
  try {
    git(["worktree", "add", "--detach", tree, before]);
    symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
    cpSync(join(here, "measure-costs.ts"), join(tree, "bench/engine/measure-costs.ts"));
    const sides = Array.from({ length: rounds }, () => [measure(root), measure(tree)] as const);
    const [now, then] = [least(sides.map(([one]) => one)), least(sides.map(([, one]) => one))];
    const headings = ["", "now", "before", "now / before"];
    printTable(`${title}, beside ${before}; least of ${rounds} each, in turn`, headings, rowsOf(now, then));
    return now;
  } finally {
    git(["worktree", "remove", "--force", tree]);
    rmSync(folder, { recursive: true, force: true });
  }
}

const words: Readonly<Record<keyof EngineCosts, readonly [string, string]>> = {
  foldMilliseconds: ["fold of 100,000 events, 5,900 candidates", "ms"],
  minibatchMilliseconds: ["failure-aware minibatch, 2,000 rows, line of 200", "ms"],
  knownBytes: ["heap for a rollout that may be read again", "B"],
  idleReference: ["idle iteration, pool of 10 on 50 rows, reference preset", "ms"],
  idleStudio: ["idle iteration, pool of 10 on 50 rows, studio preset", "ms"],
  idleLong: ["the same, an instruction of 220 words and rows of 150", "ms"],
};
const names = Object.keys(words) as (keyof EngineCosts)[];

function least(costs: readonly EngineCosts[]): EngineCosts {
  const all = names.map((name) => [name, Math.min(...costs.map((one) => one[name]))]);
  return Object.fromEntries(all) as EngineCosts;
}

function rowsOf(now: EngineCosts, then: EngineCosts | null): string[][] {
  return names.map((name) => {
    const [title, unit] = words[name];
    const row = [title, `${now[name].toFixed(2)} ${unit}`];
    if (then === null) return row;
    return [...row, `${then[name].toFixed(2)} ${unit}`, (now[name] / then[name]).toPrecision(2)];
  });
}

function git(given: readonly string[]): void {
  const done = spawnSync("git", given, { cwd: root, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`git ${given.join(" ")}: ${done.stderr}`);
}

function measure(tree: string): EngineCosts {
  const done = spawnSync(
    process.execPath,
    ["--expose-gc", "--import", "tsx", join(tree, "bench/engine/measure-costs.ts")],
    { cwd: tree, encoding: "utf8" },
  );
  if (done.status !== 0) throw new Error(done.stderr.slice(-2000));
  return JSON.parse(done.stdout) as EngineCosts;
}
