import type { CompletionRequest, LanguageModel, ModelFailure } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { leftOutBy } from "./left-out.ts";
import { listRemoteModels } from "./list-models.ts";
import { localNetworkState } from "./local-network.ts";
import {
  type ConnectionPart,
  type ConnectionReport,
  type Surroundings,
  whyUnreachable,
} from "./why-unreachable.ts";

export type { ConnectionPart, ConnectionReport, Surroundings } from "./why-unreachable.ts";

export async function lookAround(baseUrl: string): Promise<Surroundings> {
  return {
    online: navigator.onLine,
    pageOrigin: location.origin,
    localNetwork: await localNetworkState(new URL(baseUrl).hostname),
  };
}

const partOf: Readonly<Partial<Record<ModelFailure["error"], ConnectionPart>>> = {
  authentication: "key",
  "needs-key": "key",
  "unknown-model": "model-name",
  "no-credit": "quota",
  "rate-limited": "rate",
  "server-error": "server",
  timeout: "server",
  "bad-response": "address",
  "blocked-by-offline-lock": "blocked-here",
};

function reportOf(
  failure: ModelFailure,
  choice: RemoteChoice,
  models: readonly string[] | undefined,
): ConnectionReport {
  if (failure.error === "forbidden")
    return { part: choice.needsKey ? "key" : "page-not-allowed", message: failure.message };
  const part = partOf[failure.error] ?? "server";
  const isWrongPath = part === "model-name" && models === undefined;
  return {
    part: isWrongPath ? "address" : part,
    message: `${failure.message}${part === "model-name" ? listOf(models) : ""}`,
    ...(models === undefined ? {} : { models }),
  };
}

/** Some servers answer by whatever model they have loaded, however it is called. */
function unlisted({ model }: RemoteChoice, models: readonly string[] | undefined): string {
  const isListed = models === undefined || models.length === 0 || models.includes(model);
  return isListed
    ? ""
    : ` The server does not list that name, so another model may have answered.${listOf(models)}`;
}

function listOf(models: readonly string[] | undefined): string {
  if (models === undefined || models.length === 0) return "";
  return ` It lists: ${models.slice(0, 5).join(", ")}${models.length > 5 ? ", …" : ""}.`;
}

/** Everything that a run sends, so that what this model refuses is found now. */
const asRunsAsk: CompletionRequest = {
  messages: [
    { role: "system", content: "Answer with one word and nothing else." },
    { role: "user", content: "Answer with the single word: ready" },
  ],
  maxTokens: 128,
  temperature: 0,
  responseFormat: { kind: "choice", choices: ["ready", "busy"] },
};

function refusedWords(choice: RemoteChoice): string {
  const names = leftOutBy(choice, asRunsAsk);
  return names.length === 0 ? "" : ` It does not take ${names.join(", ")}; runs leave that out.`;
}

/**
 * Tries an endpoint with one short call and says which of key, access, local-network permission, model name or
 * network is wrong, and how to fix it for that server.
 */
export async function testConnection(
  choice: RemoteChoice,
  model: LanguageModel,
  key: string | undefined,
  around: Surroundings,
  signal: AbortSignal,
): Promise<ConnectionReport> {
  if (!URL.canParse(choice.baseUrl) || !/^https?:/.test(choice.baseUrl))
    return {
      part: "address",
      message: `"${choice.baseUrl}" is not a web address. It should look like https://api.example.com/v1.`,
    };
  if (choice.needsKey && key === undefined)
    return {
      part: "key",
      message: `${new URL(choice.baseUrl).origin} needs a key, and none is held in this tab. Enter it and test again.`,
    };
  const answer = await model.complete(asRunsAsk, signal);
  if (answer.kind === "failed" && answer.error === "unreachable-or-cors")
    // An answer that had begun says more than any question afterwards.
    return answer.status === undefined
      ? whyUnreachable(choice, key, around)
      : { part: "cut", message: answer.message };
  if (answer.kind === "failed" && answer.error === "blocked-by-offline-lock")
    return { part: "blocked-here", message: answer.message };
  const listed = await listRemoteModels(choice, key, signal);
  const models = listed.kind === "models" ? listed.ids : undefined;
  if (answer.kind === "failed") return reportOf(answer, choice, models);
  return {
    part: "works",
    message: `${choice.model} answered in ${Math.round(answer.latencyMs)} ms.${refusedWords(choice)}${unlisted(choice, models)}`,
    latencyMs: answer.latencyMs,
    ...(models === undefined ? {} : { models }),
  };
}
