import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { makeWorld, nullWorlds, worldNames } from "./make-world.ts";
import type { WorldName } from "./make-world.ts";
import { referenceSearches } from "./reference-search.ts";
import { reportOf, rowWords } from "./report.ts";
import type { Measured } from "./report.ts";
import { searchWorld } from "./run-world.ts";
import { variantNames, variants } from "./variants.ts";

/**
 * `npm run bench -- search`: how many calls a search needs and what it hands out, on made-up worlds whose truth is known,
 * beside the Python package where it is installed. Options: --seeds N, --nulls N (of worlds in which nothing helps),
 * --worlds A,B, --variants "A;B", --python PATH (or GEPA_PYTHON), --keep (writes bench/SEARCH.md and bench/search.json).
 */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    nulls: { type: "string", default: "100" },
    worlds: { type: "string", default: worldNames.join(",") },
    variants: { type: "string", default: variantNames.join(";") },
    python: { type: "string", default: process.env["GEPA_PYTHON"] ?? "python3" },
    keep: { type: "boolean", default: false },
  },
});
const at = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

function chosen<Name extends string>(given: string, mark: string, known: readonly Name[]): readonly Name[] {
  const names = given.split(mark);
  const strange = names.find((name) => !known.some((one) => one === name));
  if (strange !== undefined) throw new Error(`"${strange}" is not one of: ${known.join(", ")}`);
  return names as Name[];
}

async function measure(world: WorldName): Promise<readonly Measured[]> {
  const seeds = Number(nullWorlds.has(world) ? values.nulls : values.seeds);
  const worlds = Array.from({ length: seeds }, (_, seed) => makeWorld(world, seed));
  const measured: Measured[] = [];
  const add = (one: Measured): void => {
    measured.push(one);
    console.log(rowWords(one));
  };
  const theirs = await referenceSearches(values.python, worlds);
  if (theirs === null)
    console.log(`gepa: not installed in ${values.python} (pip install gepa==0.1.4); left out`);
  else add({ world, variant: `gepa ${theirs.version} (Python)`, outcomes: theirs.outcomes });
  for (const variant of chosen(values.variants, ";", variantNames)) {
    const outcomes = [];
    for (const one of worlds) outcomes.push(await searchWorld(one, variants[variant](one)));
    add({ world, variant, outcomes });
  }
  return measured;
}

const all: Measured[] = [];
for (const world of chosen(values.worlds, ",", worldNames)) all.push(...(await measure(world)));
if (values.keep) {
  writeFileSync(at("SEARCH.md"), reportOf(all));
  writeFileSync(
    at("search.json"),
    `${JSON.stringify(all.map(({ outcomes, ...rest }) => ({ ...rest, outcomes })))}\n`,
  );
}
