import { createHash } from "node:crypto";

import * as fc from "fast-check";
import { expect, test } from "vitest";

import { sha256Hex } from "../../src/shared/sha256.ts";

const isRight = (text: string): boolean =>
  sha256Hex(text) === createHash("sha256").update(text, "utf8").digest("hex");

test("a text's hash is SHA-256 of its UTF-8 bytes, whatever its length and characters", () => {
  expect(sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  for (let length = 0; length <= 130; length++) expect(isRight("x".repeat(length))).toBe(true);
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), isRight));
  const halves = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 });
  fc.assert(fc.property(halves, (units) => isRight(String.fromCharCode(...units))));
});
