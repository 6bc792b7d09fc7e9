import { isLocalAddress, isLoopback } from "../../shared/local-address.ts";
import type { LanguageModel, ModelFailure } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { listRemoteModels } from "./list-models.ts";
import { type LocalNetworkState, localNetworkState } from "./local-network.ts";
import { accessHint } from "./remote-failure.ts";

/** Which part of a connection is wrong; `works` is none. */
export type ConnectionPart =
  | "works"
  | "address"
  | "key"
  | "page-not-allowed-or-unreachable"
  | "page-not-allowed"
  | "local-network-permission"
  | "insecure-address"
  | "model-name"
  | "quota"
  | "server"
  | "no-network"
  | "blocked-here";

export interface ConnectionReport {
  readonly part: ConnectionPart;
  /** What was found and how to fix it. */
  readonly message: string;
  /** Round trip of a one-word call, milliseconds, where it was answered. */
  readonly latencyMs?: number;
  /** Models the endpoint lists, where it does. */
  readonly models?: readonly string[];
}

/** What the browser says of its surroundings; given from outside so that every answer can be tested. */
export interface Surroundings {
  readonly online: boolean;
  /** Origin of the page, and whether it is https. */
  readonly pageOrigin: string;
  /** State of the browser's permission to reach the local network, where it has one. */
  readonly localNetwork: LocalNetworkState;
}

export async function lookAround(baseUrl: string): Promise<Surroundings> {
  return {
    online: navigator.onLine,
    pageOrigin: location.origin,
    localNetwork: await localNetworkState(new URL(baseUrl).hostname),
  };
}

/**
 * Whether something answers there at all. A request without CORS brings an unreadable answer back, but its arrival
 * tells a server that refuses pages from one that is not there.
 */
async function somethingAnswers(url: string): Promise<boolean> {
  try {
    await fetch(url, {
      mode: "no-cors",
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(5000),
    });
    return true;
  } catch {
    return false;
  }
}

async function whyUnreachable(choice: RemoteChoice, around: Surroundings): Promise<ConnectionReport> {
  const { hostname, origin, protocol } = new URL(choice.baseUrl);
  const local = isLocalAddress(hostname);
  if (!local && !around.online)
    return { part: "no-network", message: "This machine is offline. Connect it, and test again." };
  if (protocol === "http:" && around.pageOrigin.startsWith("https:") && !isLoopback(hostname))
    return {
      part: "insecure-address",
      message: `A page opened over https may not call ${origin}, which is plain http. Put https before that server, or start this studio on your own machine with npm start.`,
    };
  const isAsked = local && !isLocalAddress(new URL(around.pageOrigin).hostname);
  if (isAsked && around.localNetwork === "denied")
    return {
      part: "local-network-permission",
      message: `The browser was told not to let this page reach your local network. Open the site settings beside the address bar, allow "Local network access", and test again.`,
    };
  if (isAsked && around.localNetwork === "prompt")
    return {
      part: "local-network-permission",
      message: `The browser asks whether this page may reach devices on your network, and got no answer yet. Test again and allow it.`,
    };
  if (await somethingAnswers(choice.baseUrl))
    return {
      part: "page-not-allowed",
      message: `${origin} is there, but does not let this page in (CORS). ${accessHint(choice)}`,
    };
  if (local)
    return {
      part: "page-not-allowed-or-unreachable",
      message: `Nothing answers at ${origin}. Is the server running, and on this port? ${accessHint(choice)}`,
    };
  return {
    part: "page-not-allowed-or-unreachable",
    message: `${origin} could not be reached from this page. Check the address; a company network, a blocker or the offline lock of this studio may also refuse it. ${accessHint(choice)}`,
  };
}

const partOf: Readonly<Partial<Record<ModelFailure["error"], ConnectionPart>>> = {
  authentication: "key",
  "needs-key": "key",
  "unknown-model": "model-name",
  "rate-limited": "quota",
  "server-error": "server",
  timeout: "server",
  "bad-response": "address",
  "blocked-by-offline-lock": "blocked-here",
};

async function reportOf(
  failure: ModelFailure,
  choice: RemoteChoice,
  around: Surroundings,
  models: readonly string[] | undefined,
): Promise<ConnectionReport> {
  if (failure.error === "unreachable-or-cors") return whyUnreachable(choice, around);
  if (failure.error === "forbidden") {
    const part =
      failure.status === 402 || failure.status === 429
        ? "quota"
        : choice.needsKey
          ? "key"
          : "page-not-allowed";
    return { part, message: failure.message };
  }
  const part = partOf[failure.error] ?? "server";
  const isWrongPath = part === "model-name" && models === undefined;
  const listed =
    models === undefined || models.length === 0
      ? ""
      : ` It lists: ${models.slice(0, 5).join(", ")}${models.length > 5 ? ", …" : ""}.`;
  return {
    part: isWrongPath ? "address" : part,
    message: `${failure.message}${part === "model-name" ? listed : ""}`,
    ...(models === undefined ? {} : { models }),
  };
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
  const answer = await model.complete(
    { messages: [{ role: "user", content: "Answer with the single word: ready" }], maxTokens: 16 },
    signal,
  );
  if (answer.kind === "failed" && answer.error === "unreachable-or-cors")
    return whyUnreachable(choice, around);
  if (answer.kind === "failed" && answer.error === "blocked-by-offline-lock")
    return { part: "blocked-here", message: answer.message };
  const listed = await listRemoteModels(choice, key, signal);
  const models = listed.kind === "models" ? listed.ids : undefined;
  if (answer.kind === "failed") return reportOf(answer, choice, around, models);
  return {
    part: "works",
    message: `${choice.model} answered in ${Math.round(answer.latencyMs)} ms.`,
    latencyMs: answer.latencyMs,
    ...(models === undefined ? {} : { models }),
  };
}
