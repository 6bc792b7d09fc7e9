import { createSHA256 } from "hash-wasm";

import { chunksOf } from "../shared/chunks-of.ts";
import { describeThrown, modelFailure } from "./failure.ts";
import type { LoadProgress, ModelFailure } from "./language-model.ts";

export type ReportProgress = (progress: LoadProgress) => Promise<void>;

type WeightsOutcome = { readonly kind: "weights"; readonly file: Blob } | ModelFailure;

const reportEveryMs = 150;
/** Chunks of a download are kept as one piece from here on: each piece is known to another process. */
const pieceBytes = 16 * 1024 * 1024;

/** Downloads one file of weights into memory, reporting bytes as they come. */
export async function fetchWeights(
  url: string,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<WeightsOutcome> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null)
      return modelFailure(
        response.status === 404 ? "unknown-model" : "unreachable-or-cors",
        `The model file ${url} could not be read: the server answered ${response.status}.`,
        { status: response.status },
      );
    const length = Number(response.headers.get("content-length"));
    const totalBytes = length > 0 ? { totalBytes: length } : {};
    const pieces: Blob[] = [];
    let chunks: Uint8Array<ArrayBuffer>[] = [];
    let chunkBytes = 0;
    let loadedBytes = 0;
    let reportedAt = 0;
    for await (const chunk of chunksOf(response.body)) {
      chunks.push(chunk);
      chunkBytes += chunk.byteLength;
      loadedBytes += chunk.byteLength;
      if (chunkBytes >= pieceBytes) {
        pieces.push(new Blob(chunks));
        chunks = [];
        chunkBytes = 0;
      }
      if (performance.now() - reportedAt > reportEveryMs) {
        reportedAt = performance.now();
        await report({ phase: "download", loadedBytes, ...totalBytes });
      }
    }
    return { kind: "weights", file: new Blob([...pieces, ...chunks]) };
  } catch (thrown) {
    if (signal.aborted) return modelFailure("aborted", "The download was stopped.");
    return modelFailure(
      "unreachable-or-cors",
      `The model file ${url} could not be downloaded (${describeThrown(thrown)}). Check the connection; a file on another site must allow downloads from this page (CORS).`,
    );
  }
}

/** SHA-256 of files in hex: of all one after another, and of each. */
interface FileHashes {
  readonly whole: string;
  readonly each: readonly string[];
}

/** Up to here files are hashed by the browser itself, which takes them whole only and tells of nothing on the way. */
const atOnceBytes = 32 * 1024 * 1024;

async function digestOf(content: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await content.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Hashes files without holding large ones in memory. */
export async function hashFiles(
  files: readonly Blob[],
  onBytes: (loadedBytes: number) => Promise<void> = async () => undefined,
): Promise<FileHashes> {
  if (files.reduce((sum, { size }) => sum + size, 0) <= atOnceBytes) {
    const each = await Promise.all(files.map(digestOf));
    const [only] = each;
    return {
      whole: only !== undefined && each.length === 1 ? only : await digestOf(new Blob([...files])),
      each,
    };
  }
  const whole = await createSHA256();
  const each: string[] = [];
  let read = 0;
  let reportedAt = 0;
  for (const file of files) {
    // A single file is the whole: hashing it twice would double the work.
    const own = files.length > 1 ? await createSHA256() : undefined;
    for await (const chunk of chunksOf(file.stream())) {
      whole.update(chunk);
      own?.update(chunk);
      read += chunk.byteLength;
      if (performance.now() - reportedAt > reportEveryMs) {
        reportedAt = performance.now();
        await onBytes(read);
      }
    }
    if (own !== undefined) each.push(own.digest("hex"));
  }
  const hash = whole.digest("hex");
  return { whole: hash, each: files.length === 1 ? [hash] : each };
}

/** SHA-256 of the files one after another, in hex. */
export async function sha256OfFiles(files: readonly Blob[]): Promise<string> {
  return (await hashFiles(files)).whole;
}
