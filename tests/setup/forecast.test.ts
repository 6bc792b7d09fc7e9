import { expect, test } from "vitest";

import { EMBEDDED } from "../../src/models/local/list-local-models.ts";
import type { RemoteChoice } from "../../src/models/model-choice.ts";
import { firstDraft } from "../../src/setup/draft/draft.ts";
import { effortFacts, outcomeFacts } from "../../src/setup/forecast/draft-words.ts";
import { capOf, forecastMoney, withoutCap } from "../../src/setup/forecast/forecast-money.ts";
import { modelEnds } from "../../src/setup/forecast/model-ends.ts";
import { paceOf } from "../../src/setup/forecast/pace.ts";
import { countsByShares } from "../../src/tasks/splits/split-sizes.ts";
import type { Speed } from "../../src/views/words/model-facts.ts";

const remote: RemoteChoice = {
  kind: "remote",
  dialect: "openai-compatible",
  provider: "openai",
  baseUrl: "https://api.openai.com/v1",
  model: "gpt-5-mini",
  needsKey: true,
};
const speed = (cachedCallMs: number): Speed => ({
  report: { kind: "measured", identity: "x", cachedCallMs, freshCallMs: 1, advice: "" },
  at: 0,
});

test("a run in the tab costs nothing and needs no cap; one with a model elsewhere has a cap nobody had to set", () => {
  expect(forecastMoney(firstDraft, [])).toEqual({ kind: "free" });
  expect(capOf(firstDraft)).toBe(0);
  expect(capOf({ ...firstDraft, reflection: remote })).toBe(5);
  expect(capOf({ ...firstDraft, reflection: remote, options: { ...firstDraft.options, usd: 20 } })).toBe(20);
});

test("the forecast follows the user's own price, and a model without one is named", () => {
  const draft = { ...firstDraft, student: remote };
  const usual = forecastMoney(draft, []);
  const dearer = forecastMoney(draft, [
    {
      provider: "openai",
      model: "gpt-5-mini",
      inputPerMillion: 2.5,
      outputPerMillion: 20,
      asOf: "2026-11",
      source: "",
    },
  ]);
  if (usual.kind !== "priced" || dearer.kind !== "priced") throw new Error("both have a price");
  expect(dearer.student / usual.student).toBeCloseTo(10);
  expect(usual.reflection).toBe(0);
  const unknown = { ...remote, model: "gpt-99" };
  expect(forecastMoney({ ...draft, reflection: unknown }, [])).toEqual({
    kind: "no-price",
    models: ["gpt-99"],
  });
});

test("a model elsewhere without a price is named, since no limit on money can hold for it; a server here is not", () => {
  const draft = { ...firstDraft, student: { ...remote, model: "gpt-99" }, reflection: remote };
  expect(withoutCap(draft, [])).toEqual(["gpt-99 at api.openai.com"]);
  const price = {
    provider: "openai",
    model: "gpt-99",
    inputPerMillion: 1,
    outputPerMillion: 1,
    asOf: "",
    source: "",
  };
  expect(withoutCap(draft, [price])).toEqual([]);
  const custom = { ...remote, provider: "custom", model: "m", baseUrl: "http://127.0.0.1:8080/v1" };
  expect(withoutCap({ ...draft, student: custom }, [])).toEqual([]);
  expect(withoutCap(firstDraft, [])).toEqual([]);
});

test("a run with servers on one's own machine alone costs nothing", () => {
  const ollama: RemoteChoice = {
    ...remote,
    provider: "ollama",
    baseUrl: "http://localhost:11434/v1",
    model: "qwen3:4b",
  };
  expect(forecastMoney({ ...firstDraft, student: ollama, reflection: ollama }, [])).toEqual({ kind: "free" });
  expect(forecastMoney({ ...firstDraft, student: ollama, reflection: remote }, [])).toMatchObject({
    kind: "priced",
    student: 0,
  });
});

test("a model that is shut down soon is named before the run, once, with the day", () => {
  const draft = { ...firstDraft, student: remote, reflection: remote };
  const at = (day: string) => modelEnds(draft, Date.parse(day));
  expect(at("2026-11-30")).toHaveLength(1);
  expect(at("2026-11-30")[0]).toMatch(/^gpt-5-mini is shut down by its provider on 11 December 2026/);
  expect(at("2026-12-11")[0]).toMatch(/^gpt-5-mini was shut down .* Choose another model\.$/);
  expect(at("2026-08-01")).toEqual([]);
  expect(modelEnds(firstDraft, Date.parse("2026-12-12"))).toEqual([]);
});

test("twice the requests cost twice the money", () => {
  const options = { ...firstDraft.options, finalTest: false };
  const of = (requests: number) => forecastMoney({ ...firstDraft, student: remote, options, requests }, []);
  const [half, whole] = [of(500), of(1000)];
  if (half.kind !== "priced" || whole.kind !== "priced") throw new Error("both have a price");
  expect(whole.student).toBeCloseTo(2 * half.student);
});

test("the speed test foretells the time until a trial on the run's own rows knows better", () => {
  const locals = { models: () => [EMBEDDED], speedOf: () => speed(40) };
  const student = { kind: "embedded" } as const;
  expect(paceOf(student, undefined, locals)).toMatchObject({
    msPerRow: 40,
    words: expect.stringContaining("Models page"),
  });
  expect(paceOf(student, { model: "Embedded model", msPerRow: 55 }, locals)).toMatchObject({
    msPerRow: 55,
  });
  expect(paceOf(student, { model: "another model", msPerRow: 55 }, locals)).toMatchObject({ msPerRow: 40 });
  expect(paceOf(remote, undefined, locals)).toBeUndefined();
});

test("a kept task is forecast by its own rows, whatever stood there before", () => {
  const split = { seed: 1, shares: { feedback: 0.4, pareto: 0.2, test: 0.4 } };
  const savedRows = countsByShares(141, split);
  expect(savedRows).toEqual({ feedback: 57, pareto: 28, test: 56 });
  const draft = { ...firstDraft, task: "saved", gallery: "contacts", savedRows } as const;
  expect(Object.fromEntries(effortFacts(draft, undefined))["Requests"]).toContain("112 for the sealed test");
  const facts = Object.fromEntries(outcomeFacts(draft, []));
  expect(facts["What the search can show"]).toMatch(/^Each of the 28 rows .* of the 57 rows/);
  expect(facts["What the test can show"]).toMatch(/^With 56 test rows/);
});

test("before there are rows of one's own nothing is foretold of them", () => {
  const words = (draft: typeof firstDraft): string =>
    [...effortFacts(draft, undefined), ...outcomeFacts(draft, [])].flat().join(" ");
  expect(words({ ...firstDraft, task: "rows" })).toContain("more for the sealed test");
  expect(words({ ...firstDraft, task: "rows" })).not.toMatch(/240|480|\b60\b/);
  expect(words(firstDraft)).toMatch(/480 for the sealed test.*240 test rows/);
});
