import type { ForeignRequest, NetworkPolicy } from "../protocol/service-worker.ts";
import { refusalOf } from "../shared/may-reach.ts";
import { callNameOf } from "../shared/stopped-calls.ts";
import { appendForeignRequest, noteCallLeaves } from "../storage/network-store.ts";
import { currentPolicy } from "./policy.ts";
import { announce, basePath } from "./scope.ts";
import { stoppable } from "./stopped-calls.ts";

/** Written first, then told to the open pages. A ledger that cannot be written must not break the answer. */
async function record(request: ForeignRequest): Promise<void> {
  await appendForeignRequest(basePath, request).catch(() => undefined);
  await announce({ kind: "foreign-request", request });
}

/** A policy that cannot be read lets nothing out. */
const closed: NetworkPolicy = { locked: true, hosts: [] };

/**
 * An enabled host may send a plain download on to a host of its own choice (weights are served that way). Anything
 * that carries a body or a key goes exactly where the user said and nowhere else; so does everything while only this machine
 * may be reached.
 */
function redirectRule(request: Request, { onlyHere }: NetworkPolicy): RequestRedirect {
  if (onlyHere === true) return "error";
  const carriesNothing = request.method === "GET" && !request.headers.has("authorization");
  const hasKeyHeader = ["x-api-key", "x-goog-api-key", "api-key"].some((name) => request.headers.has(name));
  return carriesNothing && !hasKeyHeader ? request.redirect : "error";
}

async function bodyBytes(request: Request): Promise<number> {
  if (request.method === "GET" || request.method === "HEAD") return 0;
  return (await request.clone().arrayBuffer()).byteLength;
}

/** Passes a body on unchanged and reports its size when it has ended or was given up. */
function counted(
  body: ReadableStream<Uint8Array>,
  ended: (bytes: number) => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          ended(bytes);
          controller.close();
          return;
        }
        bytes += value.byteLength;
        controller.enqueue(value);
      } catch (error) {
        ended(bytes);
        controller.error(error);
      }
    },
    async cancel(reason) {
      ended(bytes);
      await reader.cancel(reason);
    },
  });
}

/**
 * Where a service worker ends with a request under way, the browser hands the request once more to the next one, and the
 * page that asked never learns that it left twice. Such a call fails instead; whether it goes again is for the caller.
 */
async function hasLeftBefore({ url }: Request): Promise<boolean> {
  const name = callNameOf(url);
  if (name === undefined) return false;
  // A disk that takes nothing must not stop calls.
  return !(await noteCallLeaves(basePath, name).catch(() => true));
}

/** Leaves a request to the browser itself, which gives no account of it: only that it was made is written down. */
export function letPass(event: FetchEvent, origin: string): void {
  const { method, url } = event.request;
  const bytesOut = url.replace(/#.*$/, "").length;
  event.waitUntil(record({ at: Date.now(), origin, method, bytesOut, bytesIn: 0, status: 0 }));
}

/** Answers a request to another origin: refused, or passed on and counted. */
export async function foreignAnswer(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const { origin } = new URL(request.url);
  const at = Date.now();
  const line = { at, origin, method: request.method };
  const policy = await currentPolicy().catch(() => closed);
  const refusedBecause = refusalOf(policy, origin);
  if (refusedBecause !== undefined) {
    event.waitUntil(record({ ...line, bytesOut: 0, bytesIn: 0, status: "refused", refusedBecause }));
    return Response.error();
  }
  const bytesOut = request.url.replace(/#.*$/, "").length + (await bodyBytes(request));
  try {
    const response = await stoppable(request.url, async (signal) => {
      if (await hasLeftBefore(request)) throw new TypeError("it has left before");
      return fetch(request, {
        redirect: redirectRule(request, policy),
        ...(signal === undefined ? {} : { signal }),
      });
    });
    if (response.body === null || response.type === "opaque" || response.type === "opaqueredirect") {
      event.waitUntil(record({ ...line, bytesOut, bytesIn: 0, status: response.status }));
      return response;
    }
    const { body, status } = response;
    let ended: (bytes: number) => void = () => undefined;
    const received = new Promise<number>((resolve) => {
      ended = resolve;
    });
    event.waitUntil(received.then((bytesIn) => record({ ...line, bytesOut, bytesIn, status })));
    return new Response(counted(body, ended), {
      status,
      statusText: response.statusText,
      headers: response.headers,
    });
  } catch (error) {
    // Of one that left before, the line that its first sender could not write any more.
    event.waitUntil(record({ ...line, bytesOut, bytesIn: 0, status: "failed" }));
    throw error;
  }
}
