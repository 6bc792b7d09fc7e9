import { statSync } from "node:fs";
import { createRequire } from "node:module";

import { afterEach, expect, test } from "vitest";

import { compatMegabytes, compatWords, needsCompatBuild } from "../../src/models/wllama/compat-build.ts";

const promises = WebAssembly as { Suspending?: unknown };
const { Suspending } = promises;
afterEach(() => {
  if (Suspending === undefined) delete promises.Suspending;
  else promises.Suspending = Suspending;
});

test("a browser without WebAssembly promises is told that it gets a larger build, and how large that is", () => {
  delete promises.Suspending;
  expect(needsCompatBuild()).toBe(true);
  expect(compatWords()).toContain(`${compatMegabytes} MB`);
  const file = createRequire(import.meta.url).resolve("@wllama/wllama-compat/wasm/wllama.wasm");
  expect(Math.round(statSync(file).size / 1e6)).toBe(compatMegabytes);
});

test("a browser with promises but no 64-bit memory gets it too", () => {
  promises.Suspending = () => undefined;
  const { Memory } = WebAssembly;
  try {
    (WebAssembly as { Memory: unknown }).Memory = function Memory() {
      throw new TypeError("i64 is not known");
    };
    expect(needsCompatBuild()).toBe(true);
  } finally {
    WebAssembly.Memory = Memory;
  }
});
