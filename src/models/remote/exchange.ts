import { namedCall, stoppedCallsChannel } from "../../shared/stopped-calls.ts";

/** What went over the wire in one exchange. */
export interface Exchange {
  readonly origin: string;
  /** Of address and body, as the service worker counts them too. */
  readonly bytesOut: number;
  bytesIn: number;
  /** False for one that was given up, or could not be noted, before it left. */
  hasLeft: boolean;
  status: number | "failed" | "blocked";
}

/** What is sent; nothing else is: every further header must pass the server's preflight. */
interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A body makes it a POST. */
  readonly body?: string;
  /** An answer of more bytes is not read to its end. */
  readonly mostBytes: number;
}

/** An answer that has begun. */
export interface Arriving {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Hands the text over as it arrives, until there is no more or `take` has had enough (false). */
  read(take: (text: string) => boolean): Promise<void>;
}

export class AnswerTooLarge extends Error {
  override name = "AnswerTooLarge";
}

/** It could not be noted that the request leaves, so it did not. */
export class NotSent extends Error {
  override name = "NotSent";
}

/** The run this is for has no request left to send. */
export class NoRequestLeft extends Error {
  override name = "NoRequestLeft";
}

/** No answer came at all. */
export class NotReached extends Error {
  override name = "NotReached";
}

/** The connection ended after the answer had begun. */
export class AnswerCut extends Error {
  override name = "AnswerCut";
  readonly status: number;

  constructor(status: number, cause?: unknown) {
    super("the answer was cut", { cause });
    this.status = status;
  }
}

/** Lets the service worker hang up on the host; nobody listens where there is none. */
function tellStopped(name: string): void {
  const channel = new BroadcastChannel(stoppedCallsChannel);
  channel.postMessage(name);
  channel.close();
}

/**
 * The one way every remote call goes: no cookies, no referrer, and no redirect, because a key must not follow one to
 * another host. The body is counted while it is read and never held whole here. `onExchange` is waited for before the
 * request leaves.
 */
export async function exchange(
  sent: Sent,
  signal: AbortSignal,
  onExchange: (exchange: Exchange) => void | Promise<void>,
): Promise<Arriving> {
  const { href, origin } = new URL(sent.url);
  const counted: Exchange = {
    origin,
    bytesOut: href.replace(/#.*$/, "").length + new TextEncoder().encode(sent.body ?? "").byteLength,
    bytesIn: 0,
    hasLeft: false,
    status: "failed",
  };
  try {
    await onExchange(counted);
  } catch (error) {
    throw new NotSent("not noted", { cause: error });
  }
  signal.throwIfAborted();
  counted.hasLeft = true;
  const name = globalThis.crypto.randomUUID();
  const hangUp = (): void => tellStopped(name);
  signal.addEventListener("abort", hangUp, { once: true });
  const response = await fetch(namedCall(href, name), {
    method: sent.body === undefined ? "GET" : "POST",
    headers: sent.body === undefined ? sent.headers : { ...sent.headers, "content-type": "application/json" },
    ...(sent.body === undefined ? {} : { body: sent.body }),
    signal,
    redirect: "error",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
  }).catch((error: unknown) => {
    throw new NotReached("no answer", { cause: error });
  });
  counted.status = response.status;
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    async read(take) {
      const reader = response.body?.getReader();
      const decoder = new TextDecoder();
      while (reader !== undefined) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          throw new AnswerCut(response.status, error);
        });
        counted.bytesIn += value?.byteLength ?? 0;
        const wantsMore = take(decoder.decode(value, { stream: !done }));
        if (done) return;
        const isTooLarge = counted.bytesIn > sent.mostBytes;
        if (wantsMore && !isTooLarge) continue;
        void reader.cancel().catch(() => undefined);
        hangUp();
        if (isTooLarge) throw new AnswerTooLarge();
        return;
      }
    },
  };
}

/** Reads an answer as text: whole, or its first `most` characters. */
export async function readText(arriving: Arriving, most = Infinity): Promise<string> {
  let whole = "";
  await arriving.read((text) => {
    whole += text;
    return whole.length < most;
  });
  return whole;
}
