import { readFileSync } from "node:fs";

import { importCircles } from "../arrows/arrow-rules.ts";
import { moduleImports } from "../arrows/module-imports.ts";
import { projectFolder as root } from "../build/project-folder.ts";
import { bounds } from "./bounds.ts";
import { functionsIn } from "./functions.ts";
import { placesOf } from "./places.ts";
import { pureInUi } from "./pure-in-ui.ts";
import { projectPaths, type SourceFile, sourcesOf } from "./syntax.ts";
import { unusedDependencies } from "./unused-dependencies.ts";
import { unusedExports } from "./unused-exports.ts";

/** `npm run house`: how the house stands. Fails where a number is above its bound; `--all` lists what is behind each. */
const listsAll = process.argv.includes("--all");
const folders = ["src", "workers", "bench", "tools", "tests"];
const sources = sourcesOf(root);
const isProduct = ({ path }: SourceFile): boolean => /^(?:src|workers)\//.test(path);
const product = sources.filter(isProduct);
const lengths = product.map(({ lines }) => lines).toSorted((a, b) => a - b);
const functions = functionsIn(product);
const sum = (files: readonly SourceFile[]): number => files.reduce((all, { lines }) => all + lines, 0);
const configurations = projectPaths(root)
  .filter(
    (path) =>
      /^(?:tsconfig.*|\.oxlintrc|oxlint.*)\.jsonc?$|\.m?js$|\.css$/.test(path) &&
      !path.startsWith("tests/fixtures"),
  )
  .map((path) => readFileSync(`${root}/${path}`, "utf8"));
const pure = pureInUi(product);

interface Measure {
  readonly value: number;
  readonly behind?: readonly string[];
}

const list = (behind: readonly string[]): Measure => ({ value: behind.length, behind });
const measures: Readonly<Record<string, Measure>> = {
  files: { value: product.length },
  lines: { value: sum(product) },
  "median lines of a file": { value: lengths[Math.floor(lengths.length / 2)] ?? 0 },
  "lines of src/ui": { value: sum(product.filter(({ path }) => path.startsWith("src/ui/"))) },
  "lines of the longest function": {
    value: functions[0]?.lines ?? 0,
    behind: functions.slice(0, 10).map(({ place, lines }) => `${place} ${lines}`),
  },
  "functions over 80 lines": list(
    functions.filter(({ lines }) => lines > 80).map(({ place, lines }) => `${place} ${lines}`),
  ),
  "functions over 80 lines in commands, benches and helpers of tests": list(
    functionsIn(sources.filter((file) => !isProduct(file) && !/\.(?:test|spec)\.tsx?$/.test(file.path)))
      .filter(({ lines }) => lines > 80)
      .map(({ place, lines }) => `${place} ${lines}`),
  ),
  "circles of imports": list(importCircles(moduleImports(root, folders))),
  "pure lines in src/ui": { value: sum(pure), behind: pure.map(({ path, lines }) => `${path} ${lines}`) },
  "unused exports": list(unusedExports(sources, (path) => /^(?:src|workers)\//.test(path))),
  "unused dependencies": list(
    unusedDependencies(root, [...sources.map(({ text }) => text), ...configurations]),
  ),
  ...Object.fromEntries(
    placesOf(product).map(({ kind, example, files }) => [
      `places of a new ${kind} (${example})`,
      list(files),
    ]),
  ),
};

const broken: string[] = [];
console.log(`${"".padEnd(66)}   now bound target`);
for (const [name, { value, behind = [] }] of Object.entries(measures)) {
  const { bound, target } = bounds[name] ?? {};
  const isBroken = bound !== undefined && value > bound;
  if (isBroken) broken.push(name);
  const numbers = [value, bound ?? "", target ?? ""].map((one) => String(one).padStart(6)).join("");
  console.log(`${name.padEnd(66)}${numbers}${isBroken ? "  above its bound" : ""}`);
  if (listsAll || isBroken) for (const one of behind) console.log(`    ${one}`);
}
process.exitCode = broken.length === 0 ? 0 : 1;
