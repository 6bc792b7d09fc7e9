import { expect, test } from "vitest";

import { makeKeyRing } from "../../src/models/keys.ts";
import type { RemoteChoice } from "../../src/models/model-choice.ts";
import { priceTable } from "../../src/models/price-table.ts";
import { priceOf, shutDownOf } from "../../src/models/prices.ts";
import { providerPresets } from "../../src/models/remote/provider-presets.ts";
import { openTypedKey, sealTypedKey } from "../../src/models/typed-key.ts";

const choice = (provider: string, model: string): RemoteChoice => ({
  kind: "remote",
  dialect: "openai-compatible",
  provider,
  baseUrl: "https://api.example.com/v1",
  model,
  needsKey: true,
});

test("a key is held for one exact origin: another port, scheme or host has none", () => {
  const keys = makeKeyRing();
  keys.remember("https://api.example.com/v1/", " secret \n");
  expect(keys.keyFor("https://api.example.com/other")).toBe("secret");
  for (const other of ["http://api.example.com", "https://api.example.com:8443", "https://example.com"])
    expect(keys.keyFor(other)).toBeUndefined();
});

test("a typed key is held sealed by what gives its bytes to nobody, and only opens whole", async () => {
  const typed = await sealTypedKey("sk-typed-0123456789");
  const [again, held] = [await sealTypedKey("sk-typed-0123456789"), new Uint8Array(typed.sealed)];
  expect(new TextDecoder().decode(held)).not.toContain("sk-typed");
  expect(typed.by.extractable).toBe(false);
  await expect(crypto.subtle.exportKey("raw", typed.by)).rejects.toThrow();
  expect(await openTypedKey(typed)).toBe("sk-typed-0123456789");
  await expect(openTypedKey({ ...typed, by: again.by })).rejects.toThrow();
});

test("a dated version has the price of its model, a sibling has not", () => {
  expect(priceOf(choice("openai", "gpt-5-mini-2025-08-07"))?.model).toBe("gpt-5-mini");
  expect(priceOf(choice("openai", "gpt-5"))?.model).toBe("gpt-5");
  expect(priceOf(choice("openai", "gpt-5-something"))).toBeUndefined();
  expect(priceOf(choice("ollama", "gpt-5"))).toBeUndefined();
});

test("a server on one's own machine costs nothing, unless it may pass the call on or the user says otherwise", () => {
  const local = (provider: string, model: string, baseUrl: string): RemoteChoice => ({
    ...choice(provider, model),
    baseUrl,
  });
  const free = { inputPerMillion: 0, outputPerMillion: 0 };
  const ollama = local("ollama", "qwen3:4b", "http://localhost:11434/v1");
  expect(priceOf(ollama)).toMatchObject(free);
  expect(priceOf({ ...ollama, provider: "custom" })).toMatchObject(free);
  expect(priceOf(local("vllm", "m", "http://192.168.0.7:8000/v1"))).toMatchObject(free);
  expect(priceOf({ ...ollama, model: "gpt-oss:120b-cloud" })).toBeUndefined();
  expect(priceOf(local("custom", "gpt-5", "http://localhost:4000/v1"))).toBeUndefined();
  expect(priceOf(local("vllm", "m", "https://gpu.example.com/v1"))).toBeUndefined();
  const own = [
    {
      provider: "ollama",
      model: "qwen3:4b",
      inputPerMillion: 1,
      outputPerMillion: 2,
      asOf: "2026-11",
      source: "",
    },
  ];
  expect(priceOf(ollama, own)?.outputPerMillion).toBe(2);
});

test("the day a model is shut down holds for its dated versions, not for its siblings", () => {
  expect(shutDownOf(choice("openai", "gpt-5-mini-2025-08-07"))).toBe("2026-12-11");
  expect(shutDownOf(choice("openai", "gpt-4o"))).toBe("2027-01-14");
  expect(shutDownOf(choice("gemini", "gemini-2.5-pro"))).toBe("2026-12-01");
  expect(shutDownOf(choice("openai", "gpt-5.4"))).toBeUndefined();
  expect(shutDownOf(choice("custom", "gpt-5"))).toBeUndefined();
});

test("the user's own price comes first", () => {
  const own = [
    {
      provider: "openai",
      model: "gpt-5",
      inputPerMillion: 1,
      outputPerMillion: 2,
      asOf: "2026-11",
      source: "contract",
    },
  ];
  expect(priceOf(choice("openai", "gpt-5"), own)?.source).toBe("contract");
});

test("every price says when and where it was read", () => {
  for (const row of priceTable) {
    expect(row.asOf).toMatch(/^20\d\d-\d\d$/);
    expect(row.source).toMatch(/^https:/);
  }
});

test("each hosted provider has prices of models that are not shut down yet, and OpenRouter says its own", () => {
  const hosted = providerPresets.filter(({ where, id }) => where === "cloud" && id !== "openrouter");
  expect(hosted).toHaveLength(7);
  for (const { id } of hosted)
    expect(
      priceTable.filter(({ provider, endsOn }) => provider === id && endsOn === undefined).length,
    ).toBeGreaterThan(1);
});

test("what is read from a cache costs less than what is not, and what is written to one no less", () => {
  for (const { inputPerMillion, cachedInputPerMillion, cacheWritePerMillion } of priceTable) {
    expect(cachedInputPerMillion ?? 0).toBeLessThan(inputPerMillion);
    expect(cacheWritePerMillion ?? inputPerMillion).toBeGreaterThanOrEqual(inputPerMillion);
  }
  expect(new Set(priceTable.map(({ provider, model }) => `${provider} ${model}`)).size).toBe(
    priceTable.length,
  );
});

test("every preset is a usable address, cloud ones over https, own machines on this one", () => {
  expect(new Set(providerPresets.map((preset) => preset.id)).size).toBe(providerPresets.length);
  for (const preset of providerPresets) {
    const url = new URL(preset.baseUrl);
    expect(preset.baseUrl.endsWith("/")).toBe(false);
    if (preset.where === "cloud") expect(url.protocol).toBe("https:");
    else expect(url.hostname).toBe("localhost");
    if (preset.key === "required") expect(preset.keyUrl).toMatch(/^https:/);
  }
});
