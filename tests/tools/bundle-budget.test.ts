import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { beforeAll, expect, test } from "vitest";

import {
  entryScripts,
  heavyFiles,
  kilobytes,
  pageScripts,
  sizeOf,
  sum,
} from "../../tools/build/bundle-sizes.ts";
import { ensureBuilt } from "../../tools/build/ensure-built.ts";

let folder = "";

beforeAll(() => {
  folder = ensureBuilt();
}, 180_000);

test("the page's entry and what it imports statically weigh at most 90 kB gzipped", () => {
  const sizes = entryScripts(folder).map((file) => sizeOf(folder, file));
  expect(sizes.length).toBeGreaterThan(0);
  for (const { file, gzipBytes } of sizes)
    console.log(`${kilobytes(gzipBytes).padStart(10)} gzipped  ${file}`);
  for (const file of heavyFiles(folder)) {
    const { bytes, gzipBytes } = sizeOf(folder, file);
    console.log(
      `${kilobytes(bytes).padStart(10)} (${kilobytes(gzipBytes)} gzipped), not in the budget: ${file}`,
    );
  }
  expect(sum(sizes).gzipBytes).toBeLessThanOrEqual(90_000);
});

test("a comparison loads at most 70 kB gzipped more, and no metric", () => {
  const scripts = pageScripts(folder, "compare-page");
  const { gzipBytes } = sum(scripts.map((file) => sizeOf(folder, file)));
  console.log(`${kilobytes(gzipBytes).padStart(10)} gzipped  a comparison, ${scripts.length} files`);
  expect(gzipBytes).toBeGreaterThan(10_000);
  expect(gzipBytes).toBeLessThanOrEqual(70_000);
  const code = scripts.map((file) => readFileSync(join(folder, file), "utf8")).join("");
  expect(code).not.toContain("The judge has no rubric.");
});

test("heavy engines are not part of the page", () => {
  const names = entryScripts(folder).join(" ");
  expect(names).not.toMatch(/wllama|web-llm|\/load-/);
  const weights = heavyFiles(folder).filter((file) => file.endsWith(".gguf"));
  expect(weights.map((file) => basename(file)).toSorted()).toEqual([
    "embedded-reflector.gguf",
    "embedded-student.gguf",
  ]);
});
