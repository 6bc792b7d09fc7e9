import { expect, test } from "vitest";

import { priceOfTyped, typedPrice } from "../../src/setup/typed-price.ts";

const row = {
  provider: "openai",
  model: "gpt-9",
  inputPerMillion: 2,
  cachedInputPerMillion: 0.2,
  cacheWritePerMillion: 2.5,
  outputPerMillion: 10,
  asOf: "2026-11",
  source: "contract",
};

test("a price typed out again is the price it was, and one that is not whole is none", () => {
  const typed = typedPrice(row);
  expect(priceOfTyped(typed, "2026-11")).toEqual(row);
  expect(priceOfTyped({ ...typed, cached: "", written: "" }, "2026-11")).not.toHaveProperty(
    "cachedInputPerMillion",
  );
  for (const part of [{ model: " " }, { input: "" }, { output: "ten" }, { written: "-1" }])
    expect(priceOfTyped({ ...typed, ...part }, "2026-11")).toBeUndefined();
});
