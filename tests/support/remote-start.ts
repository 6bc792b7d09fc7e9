import { afterEach } from "vitest";

import type { CompletionRequest } from "../../src/models/language-model.ts";
import type { RemoteChoice } from "../../src/models/model-choice.ts";
import type { RemoteDialect } from "../../src/models/remote/provider-presets.ts";
import { makeRemoteModel } from "../../src/models/remote/remote-model.ts";
import { type ModelServer, type ModelServerOptions, startModelServer } from "./model-server.ts";

export const dialects: readonly RemoteDialect[] = ["openai-compatible", "anthropic", "gemini"];
export const never = new AbortController().signal;
export const request: CompletionRequest = {
  messages: [
    { role: "system", content: "Answer with one word." },
    { role: "user", content: "What colour is grass?" },
  ],
  maxTokens: 40,
  temperature: 0.5,
  seed: 7,
  stop: ["END"],
};

let servers: ModelServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

/** A remote model in front of a server of its own, which ends with the test. */
export async function started(
  dialect: RemoteDialect,
  options: Partial<ModelServerOptions> & Pick<ModelServerOptions, "answer">,
  extra: Partial<RemoteChoice> = {},
  key = "the-key",
) {
  const server = await startModelServer(options);
  servers.push(server);
  const choice: RemoteChoice = {
    kind: "remote",
    dialect,
    provider: "custom",
    baseUrl: server.baseUrl(dialect),
    model: "test-model",
    needsKey: true,
    ...extra,
  };
  const model = makeRemoteModel(choice, { keyFor: () => (key === "" ? undefined : key) });
  return { server, choice, model, ask: (signal = never) => model.complete(request, signal) };
}
