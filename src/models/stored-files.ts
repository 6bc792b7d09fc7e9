import { chunksOf } from "../shared/chunks-of.ts";
import { describeThrown, modelFailure } from "./failure.ts";
import { openKeptFolder } from "./kept-folder.ts";
import type { ModelFailure } from "./language-model.ts";

/** A model file kept in this browser. */
export interface StoredFile {
  readonly name: string;
  readonly bytes: number;
}

/** Model files of this app in this browser; works offline, nothing leaves the machine. */
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
  const home = openKeptFolder(folder);
  return {
    async list() {
      const files = await Promise.all((await home.names()).map((name) => home.read(name)));
      return files.flatMap((file) => (file === undefined ? [] : [{ name: file.name, bytes: file.size }]));
    },
    async open(name) {
      const file = await home.read(name);
      if (file !== undefined) return { kind: "file", file };
      return modelFailure(
        "unknown-model",
        `The model file ${name} is not in this browser's storage. Add it again on the Models page.`,
      );
    },
    async save(name, content, onBytes) {
      let written = 0;
      async function* counted(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
        for await (const chunk of chunksOf(content)) {
          yield chunk;
          written += chunk.byteLength;
          await onBytes?.(written);
        }
      }
      try {
        await home.write(name, counted());
        return { kind: "saved" };
      } catch (thrown) {
        return modelFailure(
          "out-of-memory-or-device-lost",
          `The file ${name} could not be kept in this browser's storage (${describeThrown(thrown)}). Free some space on the Storage page and try again.`,
        );
      }
    },
    async remove(name) {
      await home.remove(name);
    },
  };
}
