import { basename } from "node:path";

import { beforeAll, expect, test } from "vitest";

import { entryScripts, heavyFiles, kilobytes, sizeOf, sum } from "../../tools/build/bundle-sizes.ts";
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

test("heavy engines are not part of the page", () => {
  const names = entryScripts(folder).join(" ");
  expect(names).not.toMatch(/wllama|web-llm|\/load-/);
  const weights = heavyFiles(folder).filter((file) => file.endsWith(".gguf"));
  expect(weights.map((file) => basename(file)).toSorted()).toEqual([
    "embedded-reflector.gguf",
    "embedded-student.gguf",
  ]);
});
