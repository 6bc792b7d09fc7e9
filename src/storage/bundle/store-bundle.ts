import type { BundleProgress, BundleSelection, ExportedBundle } from "../../protocol/bundle-worker.ts";
import { chunksOf } from "../../shared/chunks-of.ts";
import type { StudioDatabase } from "../schema.ts";
import { noteSaved } from "./export-reminder.ts";
import { scratchName } from "./scratch-name.ts";
import { writeBundle } from "./write-bundle.ts";

/** Where bytes go as they come; `close` gives them back as a file. */
interface Sink {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<Blob>;
}

/** On disk where the browser has a private file system; otherwise in memory. */
async function openSink(name: string): Promise<Sink> {
  if (typeof navigator !== "undefined" && typeof navigator.storage?.getDirectory === "function") {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
    if (typeof handle.createWritable === "function") {
      const writable = await handle.createWritable();
      return {
        write: (bytes) => writable.write(bytes),
        async close() {
          await writable.close();
          return handle.getFile();
        },
      };
    }
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  return {
    async write(bytes) {
      parts.push(bytes);
    },
    close: async () => new Blob(parts, { type: "application/gzip" }),
  };
}

/** A compressor gives little pieces, and every write to the disk is a message to another process. */
const writeBytes = 1024 * 1024;

/** Writes a stream away in large pieces. */
async function drain(bytes: ReadableStream<Uint8Array<ArrayBuffer>>, sink: Sink): Promise<void> {
  const gathered = new Uint8Array(writeBytes);
  let size = 0;
  for await (const piece of chunksOf(bytes)) {
    if (size + piece.length > writeBytes) {
      await sink.write(gathered.slice(0, size));
      size = 0;
    }
    if (piece.length > writeBytes) await sink.write(piece);
    else {
      gathered.set(piece, size);
      size += piece.length;
    }
  }
  await sink.write(gathered.slice(0, size));
}

/** Makes a bundle and says what to call it. */
export async function storeBundle(
  db: StudioDatabase,
  selection: BundleSelection,
  now: number,
  onProgress: (progress: BundleProgress) => void,
): Promise<ExportedBundle> {
  const sink = await openSink(scratchName(db.name));
  const bundle = await writeBundle(db, selection, now, onProgress);
  await drain(bundle.bytes, sink);
  if (selection.runIds === undefined && selection.taskIds === undefined) await noteSaved(db, now);
  const day = new Date(now).toISOString().slice(0, 10);
  return {
    kind: "exported",
    file: await sink.close(),
    name: `studio-${day}.gepa-studio`,
    rows: bundle.rows(),
  };
}
