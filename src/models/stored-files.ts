import { chunksOf } from "../shared/chunks-of.ts";
import { describeThrown, modelFailure } from "./failure.ts";
import type { ModelFailure } from "./language-model.ts";

/** A model file kept in the browser's private file system. */
export interface StoredFile {
  readonly name: string;
  readonly bytes: number;
}

/** Model files of this app in the browser's private file system; works offline, nothing leaves the machine. */
export interface StoredFiles {
  list(): Promise<readonly StoredFile[]>;
  open(name: string): Promise<{ readonly kind: "file"; readonly file: File } | ModelFailure>;
  /** Copies a file in, replacing one of the same name; a failed copy leaves nothing behind. */
  save(
    name: string,
    content: ReadableStream<Uint8Array<ArrayBuffer>>,
    onBytes?: (written: number) => Promise<void>,
  ): Promise<{ readonly kind: "saved" } | ModelFailure>;
  remove(name: string): Promise<void>;
}

/** `folder` carries the path the app is served from, as every name this app leaves in a browser does. */
export function openStoredFiles(folder: string): StoredFiles {
  const safe = folder.replaceAll(/[^\w.-]+/g, "_");
  const directory = async (): Promise<FileSystemDirectoryHandle> =>
    (await navigator.storage.getDirectory()).getDirectoryHandle(safe, { create: true });

  return {
    async list() {
      const found: StoredFile[] = [];
      for await (const handle of (await directory()).values()) {
        if (handle.kind === "file" && !handle.name.endsWith(".crswap"))
          found.push({ name: handle.name, bytes: (await (handle as FileSystemFileHandle).getFile()).size });
      }
      return found.toSorted((a, b) => a.name.localeCompare(b.name));
    },
    async open(name) {
      try {
        const handle = await (await directory()).getFileHandle(name);
        return { kind: "file", file: await handle.getFile() };
      } catch (thrown) {
        return modelFailure(
          "unknown-model",
          `The model file ${name} is not in this browser's storage (${describeThrown(thrown)}). Add it again on the Models page.`,
        );
      }
    },
    async save(name, content, onBytes) {
      const home = await directory();
      const handle = await home.getFileHandle(name, { create: true });
      try {
        const writable = await handle.createWritable();
        let written = 0;
        for await (const chunk of chunksOf(content)) {
          await writable.write(chunk);
          written += chunk.byteLength;
          await onBytes?.(written);
        }
        await writable.close();
        return { kind: "saved" };
      } catch (thrown) {
        await home.removeEntry(name).catch(() => undefined);
        return modelFailure(
          "out-of-memory-or-device-lost",
          `The file ${name} could not be kept in this browser's storage (${describeThrown(thrown)}). Free some space on the Storage page and try again.`,
        );
      }
    },
    async remove(name) {
      await (await directory()).removeEntry(name);
    },
  };
}
