import { sha256 } from "hash-wasm";

import { chunksOf } from "../shared/chunks-of.ts";
import { askForFile, brokenDownload, refusedDownload } from "./download-failure.ts";
import { modelFailure } from "./failure.ts";
import { type KeptFolder, openKeptFolder } from "./kept-folder.ts";
import type { ModelFailure } from "./language-model.ts";
import type { ReportProgress } from "./weights.ts";

/** A download is kept in pieces of this size: what arrived before a stop is never asked for again. */
const pieceBytes = 32 * 1024 * 1024;

/** Files downloaded once and kept; a download goes on at its first missing piece. */
export interface KeptDownloads {
  open(
    url: string,
    report: ReportProgress,
    signal: AbortSignal,
  ): Promise<{ readonly kind: "file"; readonly file: Blob } | ModelFailure>;
  /** Downloads on this machine, whole or not. */
  list(): Promise<readonly { readonly url: string; readonly bytes: number; readonly totalBytes?: number }[]>;
  remove(url: string): Promise<void>;
}

interface About {
  readonly url: string;
  totalBytes?: number;
  /** What the server called this version of the file; another version starts afresh. */
  version?: string;
}

const aboutName = "about.json";
const pieceName = (index: number): string => `piece-${String(index).padStart(5, "0")}`;

async function readAbout(home: KeptFolder): Promise<About | undefined> {
  try {
    return JSON.parse((await (await home.read(aboutName))?.text()) ?? "") as About;
  } catch {
    return undefined;
  }
}

async function write(home: KeptFolder, name: string, content: Blob): Promise<void> {
  await home.write(name, chunksOf(content.stream()));
}

async function pieces(home: KeptFolder): Promise<readonly File[]> {
  const found: File[] = [];
  for (;;) {
    const next = await home.read(pieceName(found.length));
    if (next === undefined) return found;
    found.push(next);
  }
}

const sizeOf = (files: readonly Blob[]): number => files.reduce((sum, file) => sum + file.size, 0);

/** Total length a response speaks of, and the version it has. */
function told(response: Response, from: number): Pick<About, "totalBytes" | "version"> {
  const range = /\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1];
  const length = Number(response.headers.get("content-length"));
  const total = range === undefined ? (length > 0 ? from + length : undefined) : Number(range);
  const version = response.headers.get("etag") ?? response.headers.get("last-modified") ?? undefined;
  return {
    ...(total === undefined ? {} : { totalBytes: total }),
    ...(version === undefined ? {} : { version }),
  };
}

/** Asks for what is not here yet and keeps it; another version of the file starts afresh. */
async function fetchRest(
  home: KeptFolder,
  about: About,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<ModelFailure | undefined> {
  let have = await pieces(home);
  const from = sizeOf(have);
  const response = await askForFile(about.url, signal, from);
  // The server says there is nothing after what is here.
  if (response.status === 416 && from === about.totalBytes) return undefined;
  if (!response.ok || response.body === null) return refusedDownload(about.url, response.status);
  const facts = told(response, response.status === 206 ? from : 0);
  const isOther =
    facts.version !== undefined && about.version !== undefined && facts.version !== about.version;
  if (from > 0 && (response.status !== 206 || isOther)) {
    for (let i = 0; i < have.length; i++) await home.remove(pieceName(i));
    have = [];
    if (isOther && response.status === 206) {
      await response.body.cancel();
      return fetchRest(home, { url: about.url }, report, signal);
    }
  }
  await write(home, aboutName, new Blob([JSON.stringify({ url: about.url, ...facts })]));
  return keep(home, response.body, have, facts.totalBytes, report);
}

/** Writes a body away piece by piece; the last piece may be short. */
async function keep(
  home: KeptFolder,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  have: readonly File[],
  totalBytes: number | undefined,
  report: ReportProgress,
): Promise<ModelFailure | undefined> {
  let index = have.length;
  let written = sizeOf(have);
  let gathered: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let toldAt = 0;
  const flush = async (): Promise<void> => {
    if (size > 0) await write(home, pieceName(index++), new Blob(gathered));
    gathered = [];
    size = 0;
  };
  try {
    for await (const chunk of chunksOf(body)) {
      gathered.push(chunk);
      size += chunk.byteLength;
      written += chunk.byteLength;
      if (size >= pieceBytes) await flush();
      if (performance.now() - toldAt < 150) continue;
      toldAt = performance.now();
      await report({
        phase: "download",
        loadedBytes: written,
        ...(totalBytes === undefined ? {} : { totalBytes }),
      });
    }
  } finally {
    await flush();
  }
  if (totalBytes === undefined || written === totalBytes) return undefined;
  return modelFailure(
    "unreachable-or-cors",
    `The download ended after ${written} of ${totalBytes} bytes. What arrived is kept; load the model again to go on.`,
  );
}

/** `folder` carries the path the app is served from, as every name this app leaves in a browser does. */
export function openKeptDownloads(folder: string): KeptDownloads {
  const root = openKeptFolder(folder);
  const homeName = async (url: string): Promise<string> => (await sha256(url)).slice(0, 32);

  return {
    async open(url, report, signal) {
      const home = root.folder(await homeName(url));
      const about = await readAbout(home);
      const have = await pieces(home);
      try {
        if (about?.totalBytes === undefined || sizeOf(have) !== about.totalBytes) {
          const failed = await fetchRest(home, about ?? { url }, report, signal);
          // Whatever else went wrong meanwhile: it was stopped.
          signal.throwIfAborted();
          if (failed !== undefined) return failed;
        }
        return { kind: "file", file: new Blob([...(await pieces(home))]) };
      } catch (thrown) {
        return brokenDownload(thrown, url, signal);
      }
    },
    async list() {
      const found: { url: string; bytes: number; totalBytes?: number }[] = [];
      for (const name of await root.folders()) {
        const home = root.folder(name);
        const about = await readAbout(home);
        if (about === undefined) continue;
        const bytes = sizeOf(await pieces(home));
        found.push({
          url: about.url,
          bytes,
          ...(about.totalBytes === undefined ? {} : { totalBytes: about.totalBytes }),
        });
      }
      return found.toSorted((a, b) => a.url.localeCompare(b.url));
    },
    async remove(url) {
      await root.remove(await homeName(url));
    },
  };
}
