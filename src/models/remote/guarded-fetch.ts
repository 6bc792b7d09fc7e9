import { namedCall, stoppedCallsChannel } from "../../shared/stopped-calls.ts";
import type { RemoteDialect } from "../model-choice.ts";

/** What went over the wire in one exchange. */
export interface Exchange {
  readonly origin: string;
  /** Of address and body, as the service worker counts them too. */
  readonly bytesOut: number;
  bytesIn: number;
  status: number | "failed" | "blocked";
}

/**
 * Request headers each dialect needs. Anything else a library adds (a user-agent, telemetry) is left out: every
 * further header must pass the server's preflight, and some servers refuse those they do not know.
 */
const allowedHeaders: Readonly<Record<RemoteDialect, readonly string[]>> = {
  "openai-compatible": ["authorization", "content-type"],
  anthropic: [
    "x-api-key",
    "content-type",
    "anthropic-version",
    "anthropic-beta",
    "anthropic-dangerous-direct-browser-access",
  ],
  gemini: ["x-goog-api-key", "content-type"],
};

/** No answer to a prompt is longer; a server that sends more is broken or not a model. */
export const mostAnswerBytes = 16 * 1024 * 1024;

export class AnswerTooLarge extends Error {
  override name = "AnswerTooLarge";
}

/** The connection ended after the answer had begun. */
export class AnswerCut extends Error {
  override name = "AnswerCut";
  readonly status: number;

  constructor(status: number, cause: unknown) {
    super("the answer was cut", { cause });
    this.status = status;
  }
}

/** Reads a body whole, counting, and gives up on an endless one. */
async function readWhole(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  exchange: Exchange,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new AnswerCut(Number(exchange.status), error);
    });
    if (done) return joined(parts, exchange.bytesIn);
    exchange.bytesIn += value.byteLength;
    if (exchange.bytesIn > mostAnswerBytes) {
      void reader.cancel();
      throw new AnswerTooLarge();
    }
    parts.push(value);
  }
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[], bytes: number): Uint8Array<ArrayBuffer> {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** Lets the service worker hang up on the host; nobody listens where there is none. */
function tellStopped(name: string): void {
  const channel = new BroadcastChannel(stoppedCallsChannel);
  channel.postMessage(name);
  channel.close();
}

/**
 * The one fetch every remote call goes through: only the headers its dialect needs, no cookies, no referrer, and no
 * redirect, because a key must not follow one to another host. `onExchange` gets the call's signal, which tells calls apart.
 */
export function makeGuardedFetch(
  dialect: RemoteDialect,
  onExchange: (exchange: Exchange, signal: AbortSignal | null | undefined) => void,
): typeof fetch {
  return async (input, init) => {
    const request = new Headers(init?.headers);
    const headers = new Headers();
    for (const name of allowedHeaders[dialect]) {
      const value = request.get(name);
      if (value !== null) headers.set(name, value);
    }
    const url = new URL(input instanceof Request ? input.url : input);
    const body = typeof init?.body === "string" ? init.body : "";
    const exchange: Exchange = {
      origin: url.origin,
      bytesOut: url.href.replace(/#.*$/, "").length + new TextEncoder().encode(body).byteLength,
      bytesIn: 0,
      status: "failed",
    };
    onExchange(exchange, init?.signal);
    const name = globalThis.crypto.randomUUID();
    init?.signal?.addEventListener("abort", () => tellStopped(name), { once: true });
    const response = await fetch(namedCall(url.href, name), {
      method: init?.method ?? "GET",
      headers,
      ...(init?.body == null ? {} : { body: init.body }),
      ...(init?.signal == null ? {} : { signal: init.signal }),
      redirect: "error",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
    });
    exchange.status = response.status;
    if (response.body === null) return response;
    return new Response(await readWhole(response.body, exchange), {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}
