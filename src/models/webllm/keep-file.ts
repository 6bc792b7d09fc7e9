import { createSHA256 } from "hash-wasm";

import { describeThrown, modelFailure } from "../failure.ts";
import type { ModelFailure } from "../language-model.ts";
import type { ModelFile } from "./webllm-files.ts";

/** A file that is in WebLLM's caches, with the hash it had when it was put there. */
export interface KeptFile {
  readonly kind: "kept";
  readonly url: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly response: Response;
}

const hashHeader = "x-gepa-sha256";
const sizeHeader = "x-gepa-bytes";

async function hashed(response: Response, url: string): Promise<KeptFile> {
  const known = response.headers.get(hashHeader);
  if (known !== null)
    return { kind: "kept", url, bytes: Number(response.headers.get(sizeHeader)), sha256: known, response };
  const content = await response.clone().blob();
  const hasher = await createSHA256();
  for await (const chunk of content.stream()) hasher.update(chunk);
  return { kind: "kept", url, bytes: content.size, sha256: hasher.digest("hex"), response };
}

/** The file if it is already here. */
export async function keptFile(file: ModelFile): Promise<KeptFile | undefined> {
  const found = await (await caches.open(file.scope)).match(file.url);
  return found === undefined ? undefined : hashed(found, file.url);
}

/** Puts content into WebLLM's cache under the URL it will ask for, hashed on the way. */
export async function keepContent(
  file: ModelFile,
  content: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: (bytes: number) => Promise<void>,
): Promise<KeptFile> {
  const hasher = await createSHA256();
  const parts: Blob[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    hasher.update(chunk);
    parts.push(new Blob([chunk]));
    bytes += chunk.byteLength;
    await onBytes(bytes);
  }
  const sha256 = hasher.digest("hex");
  const headers = { [hashHeader]: sha256, [sizeHeader]: String(bytes), "content-length": String(bytes) };
  const response = new Response(new Blob(parts), { headers });
  await (await caches.open(file.scope)).put(file.url, response.clone());
  return { kind: "kept", url: file.url, bytes, sha256, response };
}

/** Downloads a file unless it is here. A file is kept whole or not at all, so that a stopped download goes on at the first missing one. */
export async function ensureFile(
  file: ModelFile,
  signal: AbortSignal,
  onBytes: (bytes: number) => Promise<void> = async () => undefined,
): Promise<KeptFile | ModelFailure> {
  const present = await keptFile(file);
  if (present !== undefined) return present;
  try {
    const response = await fetch(file.url, { signal, credentials: "omit", referrerPolicy: "no-referrer" });
    if (!response.ok || response.body === null)
      return modelFailure(
        response.status === 404 ? "unknown-model" : "unreachable-or-cors",
        `${file.url} could not be downloaded: the server answered ${response.status}. What was downloaded so far is kept.`,
        { status: response.status },
      );
    const kept = await keepContent(file, response.body, onBytes);
    if (file.bytes === undefined || kept.bytes === file.bytes) return kept;
    await (await caches.open(file.scope)).delete(file.url);
    return modelFailure(
      "integrity",
      `${file.url} has ${kept.bytes} bytes, but the model's list says ${file.bytes}. It was not kept; try again later.`,
    );
  } catch (thrown) {
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
      `${new URL(file.url).host} could not be reached (${describeThrown(thrown)}). Check the connection, and that this host is allowed on the Storage & privacy page. What was downloaded so far is kept.`,
    );
  }
}
