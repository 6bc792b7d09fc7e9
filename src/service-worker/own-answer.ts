import { reachableHosts } from "../shared/may-reach.ts";
import { currentPolicy } from "./policy.ts";
import { securityHeaders, workerKind, type GuardedKind } from "./security-headers.ts";
import { builtFileAt, olderResponse, storedResponse } from "./stored-files.ts";

const documentDestinations = new Set<RequestDestination>(["document", "iframe", "frame", "embed", "object"]);

function guardedKind(request: Request, url: URL): GuardedKind | undefined {
  if (documentDestinations.has(request.destination) || request.mode === "navigate") return "document";
  if (request.destination === "worker" || request.destination === "sharedworker")
    return workerKind(url.pathname);
  return undefined;
}

/** Hosts for the policy of student.worker; a policy that cannot be read opens nothing. */
async function enabledHosts(): Promise<readonly string[]> {
  try {
    return reachableHosts(await currentPolicy());
  } catch {
    return [];
  }
}

function withHeaders(response: Response, added: Readonly<Record<string, string>>): Response {
  if (response.type === "opaqueredirect" || response.type === "opaque" || response.type === "error")
    return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(added)) headers.set(name, value);
  const hasBody = ![101, 204, 205, 304].includes(response.status);
  return new Response(hasBody ? response.body : null, {
    status: response.status,
    statusText: response.statusText,
    headers,
  });
}

/** Static servers that do not know wasm would cost the streaming compiler. */
function needsType(url: URL, response: Response): boolean {
  return url.pathname.endsWith(".wasm") && response.headers.get("content-type") !== "application/wasm";
}

/** Answers a request to our own origin: stored file first, network else, with headers where they guard something. */
export async function ownAnswer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const file = builtFileAt(url);
  const stored = file === undefined ? await olderResponse(url) : await storedResponse(file);
  const response = stored ?? (await fetch(request));
  const kind = guardedKind(request, url);
  // As it lies in the cache where it can be: a body that is handed on by a script keeps this version awake until it is
  // read to its end, and a page that goes away in the middle of 9 MB of wasm never reads it.
  if (kind === undefined)
    return needsType(url, response)
      ? withHeaders(response, { "Content-Type": "application/wasm" })
      : response;
  const hosts = kind === "model-worker" ? await enabledHosts() : [];
  // WebKit starts a worker again from its memory, under the policy of its first start, unless it is told not to keep it.
  return withHeaders(response, { ...securityHeaders(kind, { hosts }), "Cache-Control": "no-store" });
}
