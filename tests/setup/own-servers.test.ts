import { expect, test } from "vitest";

import type { RemoteChoice } from "../../src/models/model-choice.ts";
import { listRemoteModels } from "../../src/models/remote/list-models.ts";
import { providerPresets } from "../../src/models/remote/provider-presets.ts";
import type { ConnectionReport } from "../../src/models/remote/test-connection.ts";
import {
  lookedWords,
  lookForServers,
  serversOf,
  usualServers,
  withModel,
} from "../../src/setup/own-servers.ts";
import { startModelServer } from "../support/model-server.ts";

const asked: string[] = [];
const students = (part: ConnectionReport["part"]) => ({
  listModels: (choice: { readonly kind: string }) =>
    listRemoteModels(choice as RemoteChoice, undefined, new AbortController().signal),
  testConnection: async (choice: { readonly kind: string }) => {
    asked.push((choice as RemoteChoice).model);
    return { part, message: "" };
  },
});
const ollama = providerPresets.filter(({ id }) => id === "ollama");
const at = (baseUrl: string) => ollama.map((preset) => ({ ...preset, baseUrl }));
const endpoint = (model: string, more: Partial<RemoteChoice> = {}): RemoteChoice => ({
  kind: "remote",
  dialect: "openai-compatible",
  provider: "custom",
  baseUrl: "https://api.example.com/v1",
  model,
  needsKey: true,
  ...more,
});

test("a program at its usual address is found with its models, and no model is asked anything", async () => {
  const server = await startModelServer({ models: ["small:1b", "large:8b"], answer: () => "x" });
  const [found] = await lookForServers(students("works"), at(server.baseUrl("openai-compatible")));
  if (found?.kind !== "found") throw new Error("nothing was found");
  expect(found.server.models).toEqual(["large:8b", "small:1b"]);
  expect(server.completions()).toEqual([]);
  expect(lookedWords([found])).toEqual([]);
  expect(withModel(found.server, "small:1b")).toMatchObject({
    provider: "ollama",
    model: "small:1b",
    needsKey: false,
  });
  await server.close();
});

test("one that keeps the page out is told apart from one that does not run, with the command that lets it in", async () => {
  const nowhere = at("http://127.0.0.1:9/v1");
  const closed = await lookForServers(students("page-not-allowed"), nowhere);
  expect(lookedWords(closed).join()).toMatch(
    /^Ollama runs here, but does not let this page in\..*OLLAMA_ORIGINS=/,
  );
  const nothing = await lookForServers(students("page-not-allowed-or-unreachable"), nowhere);
  expect(lookedWords(nothing)).toEqual(["Ollama does not answer at its usual address."]);
  expect(new Set(asked)).toEqual(new Set(["unknown"]));
});

test("the usual servers are asked on this machine alone", () => {
  expect(usualServers.map(({ id }) => id)).toEqual(["ollama", "lm-studio"]);
  for (const { baseUrl } of usualServers) expect(new URL(baseUrl).hostname).toBe("localhost");
});

test("a server that is connected once offers the other models it listed, each until it is set up", () => {
  const first = endpoint("a", { thinking: "off", maxTokens: 9, concurrency: 3 });
  const [server, ...others] = serversOf(
    [{ choice: first, listed: ["a", "b", "c"] }, { choice: endpoint("c") }],
    [],
  );
  expect(others).toEqual([]);
  expect(server?.models).toEqual(["b"]);
  if (server === undefined) throw new Error("no server");
  // What was set for one model is not meant for another; what was set for the server is.
  const other = withModel({ ...server, like: first }, "b");
  expect(other).toEqual(endpoint("b", { concurrency: 3 }));
  const all = [endpoint("a"), endpoint("b")].map((choice) => ({ choice, listed: ["a", "b"] }));
  expect(serversOf(all, [])).toEqual([]);
});
