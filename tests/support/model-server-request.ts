import type { IncomingMessage } from "node:http";

import type { ChatMessage } from "../../src/models/language-model.ts";
import { type Dialect, dialectOf, messagesOf, modelOf } from "./model-server-dialects.ts";

/** A completion request as the server understood it. */
export interface ModelRequest {
  readonly dialect: Dialect;
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly system: string;
  /** The last message of the user. */
  readonly user: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: Readonly<Record<string, unknown>>;
  /** How many completion requests came before this one. */
  readonly index: number;
}

/** One request as it came in, whatever became of it. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Set for completion requests. */
  readonly request?: ModelRequest;
  readonly at: number;
  /** Hung up on where the connection had served before: a browser sends such a request once more by itself. */
  browserResends?: true;
  /** Status sent; undefined while under way, or if the client left before an answer. */
  status?: number;
  /** The client went away before the answer was complete. */
  clientLeft?: boolean;
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  let body = "";
  incoming.setEncoding("utf8");
  for await (const chunk of incoming) body += String(chunk);
  return body;
}

function parseJson(body: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** A request as it came; with what it asks of a model, where it does. */
export async function readRequest(
  incoming: IncomingMessage,
  nextIndex: () => number,
): Promise<LoggedRequest> {
  const path = new URL(incoming.url ?? "/", "http://localhost").pathname;
  const method = incoming.method ?? "";
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
  const body = await readBody(incoming);
  const logged = { method, path, headers, body, at: Date.now() };
  const dialect = dialectOf(path);
  const json = parseJson(body);
  if (method !== "POST" || dialect === undefined || json === undefined) return logged;
  const messages = messagesOf(dialect, json);
  const request: ModelRequest = {
    dialect,
    model: modelOf(dialect, path, json),
    messages,
    system: messages.find((message) => message.role === "system")?.content ?? "",
    user: messages.findLast((message) => message.role === "user")?.content ?? "",
    headers,
    json,
    index: nextIndex(),
  };
  return { ...logged, request };
}
