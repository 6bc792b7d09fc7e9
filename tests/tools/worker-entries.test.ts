import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, expect, test } from "vitest";

import { ensureBuilt } from "../../tools/build/ensure-built.ts";

let assets = "";

beforeAll(() => {
  assets = join(ensureBuilt(), "assets");
}, 180_000);

test("no file of the build imports from a worker's first script, which WebKit would then run twice", () => {
  const scripts = readdirSync(assets).filter((file) => file.endsWith(".js"));
  const entries = scripts.filter((file) => /\.worker-/.test(file));
  expect(entries.length).toBeGreaterThanOrEqual(6);
  const importers = scripts.flatMap((file) => {
    const code = readFileSync(join(assets, file), "utf8");
    return entries
      .filter((entry) => new RegExp(`(from|import)\\s*\\(?\\s*["'\`]\\./${entry}`).test(code))
      .map((entry) => `${file} imports from ${entry}`);
  });
  expect(importers).toEqual([]);
});
