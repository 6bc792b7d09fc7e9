import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { projectFolder } from "../../tools/build/project-folder.ts";
import { functionsIn } from "../../tools/house/functions.ts";
import { placesOf } from "../../tools/house/places.ts";
import { pureInUi } from "../../tools/house/pure-in-ui.ts";
import { sourceOf, sourcesOf } from "../../tools/house/syntax.ts";
import { unusedExports } from "../../tools/house/unused-exports.ts";

const guide = readFileSync(join(projectFolder, "ARCHITECTURE.md"), "utf8");

test("every file and folder ARCHITECTURE.md names is there, in at most 150 lines", () => {
  const named = [...guide.matchAll(/`((?:src|workers|tools|bench|tests|public)\/[^`*]*)`/g)].map(
    (found) => found[1]!,
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((path) => !existsSync(join(projectFolder, path)))).toEqual([]);
  expect(guide.split("\n").length).toBeLessThanOrEqual(150);
});

test("a new option, metric, optimizer, gallery task, page, dialect and engine is written where ARCHITECTURE.md says", () => {
  const untold = placesOf(sourcesOf(projectFolder).filter(({ path }) => path.startsWith("src/")))
    .flatMap(({ kind, files }) => files.map((file) => ({ kind, file })))
    .filter(
      ({ file }) => !guide.includes(file) && !/^src\/(?:ui\/pages\/models|models\/webllm)\//.test(file),
    );
  expect(untold).toEqual([]);
});

test("an export is unused when no other file takes it, be it later, by a pattern, under another name or through a third", () => {
  const files = [
    sourceOf(
      "src/a.ts",
      "export const one = 1, two = 2; export type Three = 3; export function four() {} export class Five {}",
    ),
    sourceOf(
      "src/b.ts",
      'import { one as first } from "./a.ts"; export { four } from "./a.ts"; export const six = first;',
    ),
    sourceOf("src/c.ts", 'const { six } = await import("./b.ts"); console.log(six);'),
    sourceOf("src/d.ts", 'export * from "./a.ts";'),
    sourceOf("src/e.ts", 'import type { Three } from "./d.ts"; export type Mine = Three;'),
    sourceOf("src/f.ts", 'export const later = import.meta.glob<object>(["./g/*-h.ts", "!./g/b-h.ts"]);'),
    sourceOf("src/g/a-h.ts", "export const seven = 7;"),
    sourceOf("src/g/b-h.ts", "export const eight = 8;"),
    sourceOf("src/g/i/a-h.ts", "export const nine = 9;"),
  ];
  expect(unusedExports(files, () => true)).toEqual([
    "src/a.ts two",
    "src/a.ts four",
    "src/a.ts Five",
    "src/b.ts four",
    "src/e.ts Mine",
    "src/f.ts later",
    "src/g/b-h.ts eight",
    "src/g/i/a-h.ts nine",
  ]);
  expect(unusedExports(files, (path) => path === "src/e.ts")).toEqual(["src/e.ts Mine"]);
});

test("functions are measured from their first line to their last, the longest first", () => {
  const found = functionsIn([sourceOf("src/a.ts", "const x = () => 1;\nfunction y() {\n  return 2;\n}\n")]);
  expect(found).toEqual([
    { place: "src/a.ts:2", lines: 3 },
    { place: "src/a.ts:1", lines: 1 },
  ]);
});

test("a file of the page is pure when it knows neither Solid nor the browser", () => {
  const files = [
    sourceOf("src/ui/a.ts", "export const add = (a: number, b: number) => a + b;"),
    sourceOf("src/ui/b.ts", 'import { createSignal } from "solid-js"; createSignal(1);'),
    sourceOf("src/ui/c.ts", "export const width = () => window.innerWidth;"),
    sourceOf("src/views/d.ts", "export const one = 1;"),
  ];
  expect(pureInUi(files).map(({ path }) => path)).toEqual(["src/ui/a.ts"]);
});
