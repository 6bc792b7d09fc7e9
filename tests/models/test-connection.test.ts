import { expect, test } from "vitest";

import type { RemoteChoice } from "../../src/models/model-choice.ts";
import { makeRemoteModel } from "../../src/models/remote/remote-model.ts";
import { type Surroundings, testConnection } from "../../src/models/remote/test-connection.ts";
import { isLocalAddress } from "../../src/shared/local-address.ts";
import { isQuestion, questionFor } from "../../src/shared/local-network-question.ts";
import { verdictWords } from "../../src/views/words/connection-words.ts";
import { never, started } from "../support/remote-start.ts";

const around: Surroundings = { online: true, pageOrigin: "https://studio.example", localNetwork: "granted" };
const closedPort = "http://127.0.0.1:9";

const choiceAt = (baseUrl: string, extra: Partial<RemoteChoice> = {}): RemoteChoice => ({
  kind: "remote",
  dialect: "openai-compatible",
  provider: "custom",
  baseUrl,
  model: "test-model",
  needsKey: false,
  timeoutMs: 3000,
  ...extra,
});

const report = (choice: RemoteChoice, surroundings: Partial<Surroundings> = {}, key?: string) =>
  testConnection(
    choice,
    makeRemoteModel(choice, { keyFor: () => key }),
    key,
    { ...around, ...surroundings },
    never,
  );

test("what is no address is said to be none, before anything is sent", async () => {
  expect(await report(choiceAt("ftp://example.com"))).toMatchObject({ part: "address" });
});

test("a missing key is the key", async () => {
  expect(await report(choiceAt("https://api.example.com/v1", { needsKey: true }))).toMatchObject({
    part: "key",
  });
});

test("offline is the network, for a host elsewhere", async () => {
  expect(await report(choiceAt("https://nowhere.invalid/v1"), { online: false })).toMatchObject({
    part: "no-network",
  });
});

test("an https page and a plain http server elsewhere cannot meet, and both ways out are named", async () => {
  const said = await report(choiceAt("http://nowhere.invalid/v1"));
  expect(said).toMatchObject({ part: "insecure-address" });
  expect(said.message).toMatch(/https before|npm start/);
});

test("a denied local-network permission is named as such, unless the page is local itself", async () => {
  const choice = choiceAt(`${closedPort}/v1`);
  expect(await report(choice, { localNetwork: "denied" })).toMatchObject({
    part: "local-network-permission",
  });
  expect(await report(choice, { localNetwork: "denied", pageOrigin: "http://localhost:5173" })).toMatchObject(
    {
      part: "page-not-allowed-or-unreachable",
    },
  );
});

test("a server of one's own that is not running is asked about, and no word is said of access", async () => {
  const said = await report(choiceAt(`${closedPort}/v1`, { provider: "ollama" }));
  expect(said.message).toMatch(/running/);
  expect(said.message).not.toMatch(/OLLAMA_ORIGINS|CORS/);
});

test.each([
  [429, "rate"],
  [402, "quota"],
  [500, "server"],
  [401, "key"],
] as const)("status %i points at the %s", async (status, part) => {
  const { server } = await started("openai-compatible", { answer: () => ({ status, text: "no" }) });
  expect(
    await report(choiceAt(server.baseUrl("openai-compatible"), { needsKey: true }), {}, "k"),
  ).toMatchObject({ part });
});

test("an account without credit is its quota, and not too many requests", async () => {
  const text = "You exceeded your current quota, please check your plan and billing details.";
  const { server } = await started("openai-compatible", { answer: () => ({ status: 429, text }) });
  const said = await report(choiceAt(server.baseUrl("openai-compatible"), { needsKey: true }), {}, "k");
  expect(said).toMatchObject({ part: "quota", message: expect.stringContaining("Add credit") });
});

test("too many requests is said to be that, in the headline too", async () => {
  const { server } = await started("openai-compatible", {
    answer: () => ({ status: 429, text: "slow down" }),
  });
  const said = await report(choiceAt(server.baseUrl("openai-compatible"), { needsKey: true }), {}, "k");
  expect(verdictWords(said)).toMatch(/^The server asks for fewer requests\. .*slow down/);
  expect(verdictWords(said)).not.toContain("used up");
});

test.each([0, 20])(
  "a connection cut after %i bytes of the answer is said to be cut",
  async (cutAfterBytes) => {
    const { server } = await started("openai-compatible", {
      answer: () => ({
        text: "a long answer",
        ...(cutAfterBytes === 0 ? { hangUp: true } : { cutAfterBytes }),
      }),
    });
    const said = await report(choiceAt(server.baseUrl("openai-compatible")));
    expect(said).toMatchObject({ part: "cut", message: expect.stringMatching(/cut in the middle|hung up/) });
  },
);

test("a server that answers under a name it does not list is said to have perhaps answered by another model", async () => {
  const { server } = await started("openai-compatible", {
    answer: () => "ready",
    listed: ["large", "small"],
  });
  const said = await report(choiceAt(server.baseUrl("openai-compatible"), { model: "medium" }));
  expect(said).toMatchObject({ part: "works" });
  expect(said.message).toMatch(/does not list that name.*large, small/);
  expect(
    (await report(choiceAt(server.baseUrl("openai-compatible"), { model: "small" }))).message,
  ).not.toMatch(/list/);
});

test("a wrong path is the address, not the model", async () => {
  const { server } = await started("openai-compatible", { answer: () => "ready" });
  expect(await report(choiceAt(`${server.origin}/nonsense`))).toMatchObject({ part: "works" });
  expect(
    await report(choiceAt(`${server.origin}/v1/chat/completions`, { dialect: "anthropic" })),
  ).toMatchObject({
    part: "address",
  });
});

test("addresses of this machine and its network are known as local", () => {
  for (const host of [
    "localhost",
    "127.0.0.1",
    "[::1]",
    "10.1.2.3",
    "192.168.0.7",
    "172.20.0.1",
    "nas.local",
  ])
    expect(isLocalAddress(host)).toBe(true);
  for (const host of ["example.com", "172.32.0.1", "8.8.8.8", "localhost.example.com"])
    expect(isLocalAddress(host)).toBe(false);
});

test("only a bare request for a local address counts as the question to the browser; nothing can ride on it", () => {
  const asked = (url: string, init: RequestInit = {}) =>
    isQuestion(new Request(url, { redirect: "error", credentials: "omit", ...init }));
  const question = questionFor("http://127.0.0.1:11434");
  expect(asked(question)).toBe(true);
  expect(asked(questionFor("https://example.com"))).toBe(false);
  expect(asked(question.replace("/#", "/secret#"))).toBe(false);
  expect(asked(question.replace("/#", "/?row=secret#"))).toBe(false);
  expect(asked(question, { method: "POST", body: "row" })).toBe(false);
  expect(asked(question, { headers: { authorization: "Bearer key" } })).toBe(false);
  expect(asked(question, { redirect: "follow" })).toBe(false);
  expect(asked("http://127.0.0.1:11434/")).toBe(false);
});

test("a question of the browser that nobody has answered is said to be that", async () => {
  expect(await report(choiceAt(`${closedPort}/v1`), { localNetwork: "prompt" })).toMatchObject({
    part: "local-network-permission",
    message: expect.stringContaining("allow it"),
  });
});
