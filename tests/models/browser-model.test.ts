import { expect, onTestFinished, test } from "vitest";

import {
  completeInBrowser,
  hasBrowserModel,
  loadBrowserModel,
} from "../../src/models/browser-model/browser-model.ts";
import { createPageModels } from "../../src/models/browser-model/page-models.ts";

interface Asked {
  readonly languages: unknown;
  readonly initialPrompts: readonly { readonly role: string; readonly content: string }[];
  readonly text: string;
  readonly constraint: unknown;
}

/** A browser whose own model answers by a script; what it was asked is written down. */
function withBrowserModel(answer: (asked: Asked) => string | Error, availability = "available"): Asked[] {
  const asked: Asked[] = [];
  const model = {
    availability: async () => availability,
    create: async (
      options: { readonly initialPrompts?: Asked["initialPrompts"]; readonly expectedOutputs?: unknown } = {},
    ) => ({
      prompt: async (text: string, promptOptions: { readonly responseConstraint?: unknown } = {}) => {
        const one = {
          languages: options.expectedOutputs,
          initialPrompts: options.initialPrompts ?? [],
          text,
          constraint: promptOptions.responseConstraint,
        };
        asked.push(one);
        const said = answer(one);
        if (said instanceof Error) throw said;
        return said;
      },
      destroy: () => undefined,
    }),
  };
  Object.defineProperty(globalThis, "LanguageModel", { configurable: true, value: model });
  onTestFinished(() => {
    Reflect.deleteProperty(globalThis, "LanguageModel");
  });
  return asked;
}

const request = {
  messages: [
    { role: "system", content: "Label it." },
    { role: "user", content: "My parcel is late." },
  ],
  maxTokens: 8,
} as const;

const never = new AbortController().signal;

test("the last message is what is asked, everything before it is how the session begins", async () => {
  const asked = withBrowserModel(() => "LOGISTICS");
  const answer = await completeInBrowser(request, never);
  expect(answer).toMatchObject({ kind: "completed", text: "LOGISTICS", usage: {} });
  expect(asked[0]?.initialPrompts).toEqual([{ role: "system", content: "Label it." }]);
  expect(asked[0]?.text).toBe("My parcel is late.");
  // Chromium warns at every call that names no language.
  expect(asked[0]?.languages).toEqual([{ type: "text", languages: ["en"] }]);
});

test("a choice of labels is asked for as a constraint and comes back without quotes", async () => {
  const asked = withBrowserModel(() => '"TECH"');
  const answer = await completeInBrowser(
    { ...request, responseFormat: { kind: "choice", choices: ["TECH", "LEGAL"] } },
    never,
  );
  expect(answer).toMatchObject({ text: "TECH" });
  expect(asked[0]?.constraint).toEqual({ type: "string", enum: ["TECH", "LEGAL"] });
});

test("a prompt that is too long is told apart from a model that broke", async () => {
  withBrowserModel(() => new DOMException("too long", "QuotaExceededError"));
  expect(await completeInBrowser(request, never)).toMatchObject({
    kind: "failed",
    error: "context-overflow",
  });
  withBrowserModel(() => new Error("gpu lost"));
  expect(await completeInBrowser(request, never)).toMatchObject({ kind: "failed", error: "engine-dead" });
});

test("a browser without a model of its own, or without one for this machine, says so", async () => {
  expect(await hasBrowserModel()).toBe(false);
  expect(await loadBrowserModel(async () => undefined)).toMatchObject({
    kind: "failed",
    error: "unknown-model",
  });
  withBrowserModel(() => "", "unavailable");
  expect(await hasBrowserModel()).toBe(false);
  expect(await loadBrowserModel(async () => undefined)).toMatchObject({
    kind: "failed",
    error: "unknown-model",
  });
});

test("the page that shows it can ask it too, so that a trial works before a run does", async () => {
  const asked = withBrowserModel(() => "BILLING");
  expect(await hasBrowserModel()).toBe(true);
  const models = createPageModels();
  const loaded = await models.load({ kind: "browser-model" }, async () => undefined);
  if (loaded.kind === "failed") throw new Error(loaded.message);
  expect(await models.complete(loaded.handle, "1", request)).toMatchObject({ text: "BILLING" });
  expect(asked).toHaveLength(1);
});

test("it never claims to answer the same way twice", async () => {
  withBrowserModel(() => "yes");
  expect(await loadBrowserModel(async () => undefined)).toMatchObject({
    kind: "loaded",
    capabilities: { deterministic: false, seed: false, maxConcurrent: 1 },
  });
});
