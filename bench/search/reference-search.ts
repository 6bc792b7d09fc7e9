import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

import type { RuleWorld } from "./rule-world.ts";
import { judgeSearch } from "./run-world.ts";
import type { SearchOutcome, Standing } from "./run-world.ts";

interface ReferenceRun {
  readonly calls: number;
  readonly candidates: readonly Standing["texts"][];
  readonly means: readonly number[];
  /** Calls before a candidate was scored on the Pareto rows. */
  readonly discovered: readonly number[];
}

export interface ReferenceSearches {
  readonly version: string;
  readonly outcomes: readonly SearchOutcome[];
}

/** The Python package on the same worlds; null where it is not installed. */
export async function referenceSearches(
  python: string,
  worlds: readonly RuleWorld[],
): Promise<ReferenceSearches | null> {
  const script = fileURLToPath(new URL("gepa_search.py", import.meta.url));
  const asked = worlds.map(({ fresh: _fresh, ...world }) => world);
  const said = await runPython(python, [script], JSON.stringify({ worlds: asked }));
  if (said === null) return null;
  const { version, runs } = JSON.parse(said) as { version: string; runs: readonly ReferenceRun[] };
  return { version, outcomes: worlds.map((world, i) => outcomeOf(world, runs[i]!)) };
}

/** Null: it cannot be started, or does not find the package. */
function runPython(python: string, args: readonly string[], input: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(python, args, { stdio: ["pipe", "pipe", "pipe"] });
    let said = "";
    let complaint = "";
    child.stdout.on("data", (part: Buffer) => (said += part.toString()));
    child.stderr.on("data", (part: Buffer) => (complaint = (complaint + part.toString()).slice(-2000)));
    child.on("error", () => resolve(null));
    child.on("close", (code) => {
      if (code !== 0 && !complaint.includes("No module named")) console.log(complaint);
      resolve(code === 0 ? said : null);
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

function outcomeOf(world: RuleWorld, run: ReferenceRun): SearchOutcome {
  const standings: Standing[] = [];
  let best = 0;
  for (const [i, mean] of run.means.entries()) {
    if (i > 0 && mean <= run.means[best]!) continue;
    best = i;
    standings.push({ calls: run.discovered[i]! + world.pareto.length, texts: run.candidates[i]! });
  }
  return {
    seed: world.seed,
    calls: run.calls,
    reflections: 0,
    candidates: run.candidates.length,
    spentOn: {},
    ...judgeSearch(world, standings, { texts: run.candidates[best]!, mean: run.means[best]! }),
  };
}
