import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import {
  answerBody,
  answerEvents,
  asksForStream,
  type Dialect,
  dialectOf,
  errorBody,
  modelListBody,
} from "./model-server-dialects.ts";
import { type LoggedRequest, type ModelRequest, readRequest } from "./model-server-request.ts";

export type { LoggedRequest, ModelRequest };

/** What to answer. A bare string is a good answer with that text. */
export type Reply =
  | string
  | {
      readonly text?: string;
      readonly reasoning?: string;
      readonly finish?: "stop" | "length" | "content-filter";
      readonly promptTokens?: number;
      readonly cachedTokens?: number;
      readonly completionTokens?: number;
      readonly reasoningTokens?: number;
      /** Other than 200: an error in the dialect's own shape, with `text` as its message. */
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as it is instead of a proper body: malformed JSON, HTML, anything. */
      readonly rawBody?: string;
      readonly contentType?: string;
      /** Waits so long before the first byte. */
      readonly delayMs?: number;
      /** Sends the body in small pieces, so long apart. */
      readonly dripMs?: number;
      /** Sends so many bytes of the body, then cuts the connection. */
      readonly cutAfterBytes?: number;
      /** Takes the request and cuts the connection before any answer. */
      readonly hangUp?: boolean;
    };

export interface ModelServerOptions {
  readonly answer: (request: ModelRequest) => Reply | Promise<Reply>;
  /** Model names it knows; others get 404. Default: every name. */
  readonly models?: readonly string[];
  /** Names it lists, where those are not all it answers to. */
  readonly listed?: readonly string[];
  /** Keys it accepts; default: any, or none. */
  readonly keys?: readonly string[];
  /**
   * `open` allows every origin (default), `none` sends no CORS headers at all, `forbidden` answers 403 to a request
   * that carries an Origin (as Ollama does), `plain-headers` refuses any request header but authorization and content-type, `no-headers` refuses those too.
   */
  readonly cors?: "open" | "none" | "forbidden" | "plain-headers" | "no-headers";
  /** Response headers that a page may read beyond the safelisted ones. */
  readonly exposeHeaders?: readonly string[];
  readonly port?: number;
  /** Sends every request on to this address, preflights answered. */
  readonly redirectTo?: string;
}

export interface ModelServer {
  readonly origin: string;
  /** What a user would type as the base URL for this dialect. */
  baseUrl(dialect: Dialect): string;
  /** Every request that arrived, preflights too, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** The completion requests among them. */
  completions(): readonly (LoggedRequest & { readonly request: ModelRequest })[];
  /** Completion requests being answered now, and the most there ever were at once. */
  readonly concurrency: { now: number; most: number };
  close(): Promise<void>;
}

const plainHeaders = "authorization, content-type";

function keyOf(headers: Readonly<Record<string, string>>): string | undefined {
  return (
    headers["authorization"]?.replace(/^Bearer /, "") ?? headers["x-api-key"] ?? headers["x-goog-api-key"]
  );
}

/** Roughly what a tokenizer would count; only ever compared with itself. */
const countTokens = (text: string): number => Math.ceil(text.length / 4);

async function send(response: ServerResponse, reply: Exclude<Reply, string>, body: string): Promise<void> {
  if (reply.delayMs !== undefined) await sleep(reply.delayMs);
  response.writeHead(reply.status ?? 200, {
    "content-type": reply.contentType ?? "application/json",
    ...(reply.cutAfterBytes === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
    ...reply.headers,
  });
  if (reply.cutAfterBytes !== undefined) {
    await new Promise((resolve) => response.write(body.slice(0, reply.cutAfterBytes), resolve));
    response.destroy();
    return;
  }
  if (reply.dripMs === undefined) {
    response.end(body);
    return;
  }
  for (let at = 0; at < body.length && !response.destroyed; at += 64) {
    response.write(body.slice(at, at + 64));
    await sleep(reply.dripMs);
  }
  response.end();
}

/**
 * A local HTTP server that speaks the OpenAI, Anthropic and Gemini dialects over real sockets. What it answers is
 * a function of the request; what it received is kept in `requests`.
 */
export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const log: ServerLog = { requests: [], concurrency: { now: 0, most: 0 }, served: new WeakSet(), count: 0 };
  const server = createServer((incoming, response) => {
    handle(options, log, incoming, response).catch((thrown: unknown) => {
      if (!response.headersSent) response.writeHead(500).end(String(thrown));
      else response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    baseUrl: (dialect) => (dialect === "gemini" ? `${origin}/v1beta` : `${origin}/v1`),
    requests: log.requests,
    completions: () =>
      log.requests.filter(
        (entry): entry is LoggedRequest & { request: ModelRequest } => entry.request !== undefined,
      ),
    concurrency: log.concurrency,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface ServerLog {
  readonly requests: LoggedRequest[];
  readonly concurrency: { now: number; most: number };
  /** Connections that have brought an answer. */
  readonly served: WeakSet<Socket>;
  /** Completion requests so far. */
  count: number;
}

function setCors(options: ModelServerOptions, incoming: IncomingMessage, response: ServerResponse): void {
  const { cors = "open", exposeHeaders } = options;
  if (cors === "none" || cors === "forbidden") return;
  response.setHeader("access-control-allow-origin", "*");
  if (exposeHeaders !== undefined)
    response.setHeader("access-control-expose-headers", exposeHeaders.join(", "));
  if (incoming.method !== "OPTIONS") return;
  response.setHeader("access-control-allow-methods", "GET, POST, OPTIONS");
  const asked = incoming.headers["access-control-request-headers"] ?? "";
  if (cors === "no-headers") return;
  response.setHeader("access-control-allow-headers", cors === "plain-headers" ? plainHeaders : asked);
}

/** Sends a reply, its own body before the given content. */
type Finish = (reply: Exclude<Reply, string>, content?: unknown) => Promise<void>;

async function handle(
  options: ModelServerOptions,
  log: ServerLog,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const logged = await readRequest(incoming, () => log.count++);
  const { request } = logged;
  const { concurrency } = log;
  log.requests.push(logged);
  if (request !== undefined) {
    concurrency.most = Math.max(concurrency.most, ++concurrency.now);
  }
  response.on("close", () => {
    if (response.writableFinished) log.served.add(incoming.socket);
    if (request !== undefined) concurrency.now--;
    if (!response.writableFinished) logged.clientLeft = true;
  });
  setCors(options, incoming, response);
  if (logged.method === "OPTIONS") {
    logged.status = options.cors === "forbidden" ? 403 : 204;
    response.writeHead(logged.status).end();
    return;
  }
  const finish: Finish = async (reply, content) => {
    await send(response, reply, reply.rawBody ?? JSON.stringify(content));
    if (!response.destroyed || response.writableFinished) logged.status = reply.status ?? 200;
  };
  if (await isTurnedAway(options, logged, finish)) return;
  const hangUp = (): void => {
    if (log.served.has(incoming.socket)) logged.browserResends = true;
    response.destroy();
  };
  if (request !== undefined) await answer(options, logged.path, request, finish, hangUp);
}

/** Whatever is answered without asking a model; false where the model is to answer. */
async function isTurnedAway(
  options: ModelServerOptions,
  { method, path, headers, request }: LoggedRequest,
  finish: Finish,
): Promise<boolean> {
  const refuse = async (status: number, message: string): Promise<true> => {
    await finish({ status }, errorBody(dialectOf(path), status, message));
    return true;
  };
  if (options.redirectTo !== undefined) {
    await finish({ status: 307, headers: { location: options.redirectTo }, rawBody: "" });
    return true;
  }
  if (options.cors === "forbidden" && headers["origin"] !== undefined)
    return refuse(403, "origin not allowed");
  const key = keyOf(headers);
  if (options.keys !== undefined && (key === undefined || !options.keys.includes(key)))
    return refuse(401, "Incorrect API key provided.");
  if (method === "GET" && /^(\/v1|\/v1beta)?\/models$/.test(path)) {
    await finish({}, modelListBody(path, headers, options.listed ?? options.models ?? ["test-model"]));
    return true;
  }
  if (request === undefined) return refuse(404, `no such path: ${path}`);
  if (options.models !== undefined && !options.models.includes(request.model))
    return refuse(404, `The model \`${request.model}\` does not exist.`);
  return false;
}

/** What the scripted model answers, in the request's dialect. */
async function answer(
  options: ModelServerOptions,
  path: string,
  request: ModelRequest,
  finish: Finish,
  hangUp: () => void,
): Promise<void> {
  const { dialect, model, messages, json } = request;
  const given = await options.answer(request);
  const reply = typeof given === "string" ? { text: given } : given;
  if (reply.hangUp === true) return hangUp();
  if (reply.status !== undefined && reply.status !== 200)
    return finish(reply, errorBody(dialect, reply.status, reply.text ?? "scripted failure"));
  const text = reply.text ?? "";
  const parts = {
    text,
    ...(reply.reasoning === undefined ? {} : { reasoning: reply.reasoning }),
    finish: reply.finish ?? "stop",
    promptTokens: reply.promptTokens ?? countTokens(messages.map((message) => message.content).join(" ")),
    cachedTokens: reply.cachedTokens ?? 0,
    completionTokens: reply.completionTokens ?? countTokens(text),
    reasoningTokens: reply.reasoningTokens ?? 0,
  };
  if (reply.rawBody !== undefined || !asksForStream(dialect, path, json))
    return finish(reply, answerBody(dialect, model, parts));
  const rawBody = answerEvents(dialect, model, parts);
  return finish({ contentType: "text/event-stream", ...reply, rawBody });
}
