import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { expect, test } from "vitest";

import { padFunctions } from "../../src/models/wllama/pad-functions.ts";

/** (func (export "f") (param i32) (result i32) (local i64 f32) local.get 0 i32.const 2 i32.mul) and one like it, exported as "g". */
const small = Buffer.from(
  [
    "0061736d01000000",
    "01060160017f017f",
    "0303020000",
    "0709020166000001670001",
    "0a1502",
    "0b02017e017d200041026c0b",
    "0700200041036c0b",
    "000401616263",
  ].join(""),
  "hex",
);

const padded = (module: Buffer, from: number, size: number): Buffer =>
  Buffer.concat(padFunctions(new Uint8Array(module), from, size));

async function answers(module: Buffer): Promise<readonly number[]> {
  const { instance } = await WebAssembly.instantiate(module as Uint8Array<ArrayBuffer>);
  const { f, g } = instance.exports as Record<"f" | "g", (value: number) => number>;
  return [f(21), g(21)];
}

test("a padded function is as long as was asked for and does what it did; shorter ones and all else stay", async () => {
  const grown = padded(small, 10, 300);
  // One body of 11 bytes is 300 now, and its size and its section's take a byte more each.
  expect(grown.length).toBe(small.length + 300 - 11 + 2);
  expect(await answers(small)).toEqual([42, 63]);
  expect(await answers(grown)).toEqual([42, 63]);
  expect(grown.subarray(0, 32)).toEqual(small.subarray(0, 32));
  expect(grown.subarray(-14)).toEqual(small.subarray(-14));
  expect(padded(small, 12, 300)).toEqual(small);
});

test("a function grows by any number of bytes, from the few that its wrapping takes", async () => {
  for (let size = 16; size < 48; size += 1) {
    const grown = padded(small, 10, size);
    expect(grown.length, `grown to ${size}`).toBe(small.length + size - 11);
    expect(await answers(grown)).toEqual([42, 63]);
  }
  expect(padded(small, 10, 15)).toEqual(small);
});

test("the engine's compat build stays a valid module in which no function is left for WebKit's costly compiler", () => {
  const path = createRequire(import.meta.url).resolve("@wllama/wllama-compat/wasm/wllama.wasm");
  const module = readFileSync(path);
  expect(padded(module, Infinity, 100_001).equals(module)).toBe(true);
  const grown = padded(module, 10_000, 100_001);
  expect(WebAssembly.validate(new Uint8Array(grown))).toBe(true);
  expect(grown.length).toBeGreaterThan(module.length);
  // Nothing is left to grow.
  expect(padded(grown, 10_000, 100_001).equals(grown)).toBe(true);
});
