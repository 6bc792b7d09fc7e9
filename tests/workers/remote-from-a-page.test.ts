import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commands } from "vitest/browser";

import type { CompletionRequest, LoadProgress } from "../../src/models/language-model.ts";
import type { RemoteChoice } from "../../src/models/model-choice.ts";
import type { RemoteDialect } from "../../src/models/remote/provider-presets.ts";
import { openDatabase } from "../../src/storage/open-database.ts";
import { hearing, type StartedStudent, startStudent } from "../support/student.ts";

const dialects: readonly RemoteDialect[] = ["openai-compatible", "anthropic", "gemini"];
const basePath: Readonly<Record<RemoteDialect, string>> = {
  "openai-compatible": "/v1",
  anthropic: "/v1",
  gemini: "/v1beta",
};
const request: CompletionRequest = {
  messages: [
    { role: "system", content: "Answer with one word." },
    { role: "user", content: "What colour is grass?" },
  ],
  maxTokens: 40,
};

let student: StartedStudent;
beforeEach(() => {
  student = startStudent();
});
afterEach(async () => {
  student.end();
  await commands.stopServers();
});

const choiceAt = (
  origin: string,
  dialect: RemoteDialect,
  extra: Partial<RemoteChoice> = {},
): RemoteChoice => ({
  kind: "remote",
  dialect,
  provider: "custom",
  baseUrl: `${origin}${basePath[dialect]}`,
  model: "test-model",
  needsKey: true,
  ...extra,
});

async function ask(choice: RemoteChoice) {
  const loaded = await student.api.load(choice, hearing<LoadProgress>());
  if (loaded.kind === "failed") throw new Error(loaded.message);
  return student.api.complete(loaded.handle, crypto.randomUUID(), request, {
    purpose: "student",
    runId: "r1",
    callIndex: 3,
  });
}

describe.each(dialects)("%s", (dialect) => {
  test("a server that allows plain headers only answers the worker's preflight", async () => {
    const allowed = dialect === "openai-compatible" ? "plain-headers" : "open";
    const origin = await commands.startServer({ replies: ["green"], cors: allowed, keys: ["the-key"] });
    await student.api.rememberKey(origin, "the-key");
    expect(await ask(choiceAt(origin, dialect))).toMatchObject({ kind: "completed", text: "green" });
    const log = await commands.serverLog(origin);
    expect(log.map((entry) => entry.method)).toEqual(["OPTIONS", "POST"]);
    expect(log[0]?.headers["access-control-request-headers"]?.split(",").toSorted()).toEqual(
      {
        "openai-compatible": ["authorization", "content-type"],
        anthropic: [
          "anthropic-dangerous-direct-browser-access",
          "anthropic-version",
          "content-type",
          "x-api-key",
        ],
        gemini: ["content-type", "x-goog-api-key"],
      }[dialect],
    );
    expect(log[1]?.headers).not.toHaveProperty("cookie");
    expect(log[1]?.headers).not.toHaveProperty("referer");
  });

  test("the test button says the key is wrong", async () => {
    const origin = await commands.startServer({ replies: ["green"], keys: ["right"] });
    await student.api.rememberKey(origin, "wrong");
    expect(await student.api.testConnection(choiceAt(origin, dialect))).toMatchObject({ part: "key" });
  });

  test("the test button says the model's name is wrong, and names those there are", async () => {
    const origin = await commands.startServer({ replies: ["green"], models: ["grass-1", "grass-2"] });
    await student.api.rememberKey(origin, "k");
    const report = await student.api.testConnection(choiceAt(origin, dialect));
    expect(report).toMatchObject({ part: "model-name", models: ["grass-1", "grass-2"] });
    expect(report).toHaveProperty("message", expect.stringContaining("grass-2"));
  });

  test("the test button says it works, and how fast", async () => {
    const origin = await commands.startServer({ replies: ["ready"], models: ["test-model"] });
    await student.api.rememberKey(origin, "k");
    expect(await student.api.testConnection(choiceAt(origin, dialect))).toMatchObject({
      part: "works",
      latencyMs: expect.any(Number),
      models: ["test-model"],
    });
  });
});

test("a server that is there but lets no page in is told apart from one that is not there", async () => {
  const origin = await commands.startServer({ replies: ["green"], cors: "none" });
  const choice = choiceAt(origin, "openai-compatible", { needsKey: false, provider: "lm-studio" });
  const there = await student.api.testConnection(choice);
  expect(there).toMatchObject({
    part: "page-not-allowed",
    message: expect.stringContaining("lms server start --cors"),
  });
  await commands.stopServers();
  const gone = await student.api.testConnection(choice);
  expect(gone).toMatchObject({
    part: "page-not-allowed-or-unreachable",
    message: expect.stringContaining("running"),
  });
});

test.each(dialects)(
  "%s: what a page cannot read is told apart: cut, redirected, not let in with a key",
  async (dialect) => {
    const test = async (options: Parameters<typeof commands.startServer>[0]) => {
      const origin = await commands.startServer(options);
      await student.api.rememberKey(origin, "k");
      const report = await student.api.testConnection(choiceAt(origin, dialect));
      const log = await commands.serverLog(origin);
      // What is asked to find out carries neither the key nor a prompt.
      for (const { method, headers } of log)
        if (method !== "POST") expect(JSON.stringify(headers)).not.toMatch(/Bearer k|"k"/);
      return report;
    };
    expect(await test({ replies: [{ hangUp: true }] })).toMatchObject({ part: "cut" });
    expect(await test({ replies: [{ text: "green", cutAfterBytes: 20 }] })).toMatchObject({ part: "cut" });
    expect(await test({ replies: ["green"], redirectTo: "http://127.0.0.1:9/" })).toMatchObject({
      part: "redirected",
      message: expect.stringContaining("Enter the address it leads to"),
    });
    expect(await test({ replies: ["green"], cors: "no-headers" })).toMatchObject({
      part: "page-not-allowed",
      message: expect.stringContaining("content-type"),
    });
    expect(await test({ replies: ["green"], cors: "none" })).toMatchObject({ part: "page-not-allowed" });
  },
);

test("Ollama's refusal of this page comes with the very command that opens it", async () => {
  const origin = await commands.startServer({ replies: ["green"], cors: "forbidden" });
  const report = await student.api.testConnection(
    choiceAt(origin, "openai-compatible", { needsKey: false, provider: "ollama" }),
  );
  expect(report).toMatchObject({
    part: "page-not-allowed",
    message: expect.stringContaining(`OLLAMA_ORIGINS=${location.origin}`),
  });
});

test("without a key nothing is sent; with one entered later the same model answers", async () => {
  const origin = await commands.startServer({ replies: ["green"] });
  const choice = choiceAt(origin, "openai-compatible");
  expect(await ask(choice)).toMatchObject({ kind: "failed", error: "needs-key" });
  expect(await commands.serverLog(origin)).toEqual([]);
  await student.api.rememberKey(origin, "k");
  expect(await ask(choice)).toMatchObject({ kind: "completed" });
});

test("a busy server is asked again after the wait it names, where the page may read it", async () => {
  const origin = await commands.startServer({
    replies: [{ status: 429, headers: { "retry-after": "1" } }, "green"],
    exposeHeaders: ["retry-after"],
  });
  await student.api.rememberKey(origin, "k");
  expect(await ask(choiceAt(origin, "openai-compatible"))).toMatchObject({
    kind: "completed",
    text: "green",
  });
  const posts = (await commands.serverLog(origin)).filter((entry) => entry.method === "POST");
  expect(posts).toHaveLength(2);
  expect((posts[1]?.at ?? 0) - (posts[0]?.at ?? 0)).toBeGreaterThanOrEqual(990);
});

test("an endpoint that is asked to remember answers an equal greedy request once; others are asked each time", async () => {
  const origin = await commands.startServer({ replies: ["green"] });
  await student.api.rememberKey(origin, "k");
  for (const [cacheAnswers, asked] of [
    [true, 1],
    [false, 3],
  ] as const) {
    const loaded = await student.api.load(
      choiceAt(origin, "openai-compatible", { cacheAnswers }),
      hearing<LoadProgress>(),
    );
    if (loaded.kind === "failed") throw new Error(loaded.message);
    for (const call of ["a", "b"])
      await student.api.complete(loaded.handle, call, { ...request, temperature: 0 });
    expect((await commands.serverLog(origin)).filter((entry) => entry.method === "POST")).toHaveLength(asked);
  }
});

test("a price set while a model is loaded counts from its next call on", async () => {
  const origin = await commands.startServer({
    replies: [{ text: "green", promptTokens: 1000, completionTokens: 100 }],
  });
  const choice = choiceAt(origin, "openai-compatible", { needsKey: false });
  const loaded = await student.api.load(choice, hearing<LoadProgress>());
  if (loaded.kind === "failed") throw new Error(loaded.message);
  expect(await student.api.complete(loaded.handle, "1", request)).not.toHaveProperty("costUsd");
  const price = { inputPerMillion: 2, outputPerMillion: 10, asOf: "2026-11", source: "mine" };
  await student.api.usePrices([{ provider: "custom", model: "test-model", ...price }]);
  expect(await student.api.complete(loaded.handle, "2", request)).toMatchObject({ costUsd: 0.003 });
});

test("models are listed, and a key sealed in one worker opens in another", async () => {
  const origin = await commands.startServer({ replies: ["green"], models: ["b", "a"], keys: ["the-key"] });
  await student.api.rememberKey(origin, "the-key");
  const choice = choiceAt(origin, "openai-compatible");
  expect(await student.api.listModels(choice)).toEqual({ kind: "models", ids: ["a", "b"] });
  const vault = await student.api.sealKeys({ entries: [] }, "correct horse");
  if ("kind" in vault) throw new Error("the key was not sealed");
  const other = startStudent();
  expect(await other.api.unlockVault(vault, "wrong")).toEqual({ kind: "wrong-passphrase" });
  expect(await other.api.unlockVault(vault, "correct horse")).toEqual({
    kind: "unlocked",
    origins: [origin],
    unopened: [],
  });
  expect(await other.api.listModels(choice)).toEqual({ kind: "models", ids: ["a", "b"] });
  other.end();
});

test("the ledger notes every exchange with its run, bytes, status and tokens, and nothing of prompts or keys", async () => {
  const database = `gepa-studio:ledger-${crypto.randomUUID()}`;
  student.end();
  student = startStudent(database);
  const origin = await commands.startServer({
    replies: [{ status: 500 }, { text: "green", promptTokens: 30, completionTokens: 2 }],
  });
  await student.api.rememberKey(origin, "the-key");
  expect(await ask(choiceAt(origin, "openai-compatible"))).toMatchObject({ kind: "completed" });
  const opened = await openDatabase(database);
  if (opened.kind !== "open") throw new Error(opened.message);
  await expect.poll(() => opened.db.modelCalls.count()).toBe(2);
  const rows = await opened.db.modelCalls.toArray();
  expect(rows).toMatchObject([
    { origin, status: 500, purpose: "student", runId: "r1", callIndex: 3 },
    {
      origin,
      status: 200,
      purpose: "student",
      runId: "r1",
      usage: { promptTokens: 30, completionTokens: 2 },
    },
  ]);
  for (const row of rows) {
    expect(row.bytesOut).toBeGreaterThan(50);
    expect(row.bytesIn).toBeGreaterThan(20);
  }
  expect(JSON.stringify(rows)).not.toMatch(/the-key|grass|green/);
  opened.db.close();
});
