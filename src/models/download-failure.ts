import { describeThrown, modelFailure } from "./failure.ts";
import type { ModelFailure } from "./language-model.ts";

/** A host answered a request for a file of weights, but not with the file. */
export function refusedDownload(url: string, status: number): ModelFailure {
  return modelFailure(
    status === 404 ? "unknown-model" : "unreachable-or-cors",
    `${url} could not be downloaded: the server answered ${status}. What was downloaded so far is kept.`,
    { status },
  );
}

/** What a thrown error means for a download that keeps what arrived. */
export function brokenDownload(thrown: unknown, url: string, signal: AbortSignal): ModelFailure {
  if (signal.aborted)
    return modelFailure(
      "aborted",
      "The download was stopped. It goes on where it stopped when you start it again.",
    );
  if (thrown instanceof DOMException && thrown.name === "QuotaExceededError")
    return modelFailure(
      "out-of-memory-or-device-lost",
      "This browser's storage is full. Delete a model or some runs on the Storage page; the download goes on where it stopped.",
    );
  return modelFailure(
    "unreachable-or-cors",
    `${new URL(url, self.location.href).host} could not be reached (${describeThrown(thrown)}). Check the connection, that this host is allowed on the Storage & privacy page, and that it lets pages in (CORS). What was downloaded so far is kept.`,
  );
}

/** Asks for a file of weights: nothing about the asker goes along. */
export function askForFile(url: string, signal: AbortSignal, from = 0): Promise<Response> {
  return fetch(url, {
    signal,
    credentials: "omit",
    referrerPolicy: "no-referrer",
    ...(from === 0 ? {} : { headers: { range: `bytes=${from}-` } }),
  });
}
