import { chunksOf } from "../../shared/chunks-of.ts";
import { askForFile, brokenDownload, refusedDownload } from "../download-failure.ts";
import { modelFailure } from "../failure.ts";
import { hashStream } from "../hash-stream.ts";
import type { ModelFailure } from "../language-model.ts";
import { sha256OfFiles } from "../weights.ts";
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
  return { kind: "kept", url, bytes: content.size, sha256: await sha256OfFiles([content]), response };
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
  const { stream, digest } = await hashStream(content);
  const parts: Blob[] = [];
  let bytes = 0;
  for await (const chunk of chunksOf(stream)) {
    parts.push(new Blob([chunk]));
    bytes += chunk.byteLength;
    await onBytes(bytes);
  }
  const sha256 = digest();
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
    const response = await askForFile(file.url, signal);
    if (!response.ok || response.body === null) return refusedDownload(file.url, response.status);
    const kept = await keepContent(file, response.body, onBytes);
    if (file.bytes === undefined || kept.bytes === file.bytes) return kept;
    await (await caches.open(file.scope)).delete(file.url);
    return modelFailure(
      "integrity",
      `${file.url} has ${kept.bytes} bytes, but the model's list says ${file.bytes}. It was not kept; try again later.`,
    );
  } catch (thrown) {
    return brokenDownload(thrown, file.url, signal);
  }
}
