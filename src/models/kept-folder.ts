/**
 * A folder of files that stay in this browser: in its private file system where it has one, else among its caches.
 * WebKitGTK has none, and Safari before version 26 writes to its own only by a handle that workers have.
 */
export interface KeptFolder {
  /** The file as it was written, or undefined. */
  readonly read: (name: string) => Promise<File | undefined>;
  /** Writes a file anew; where writing fails nothing of it is left behind. */
  readonly write: (name: string, content: AsyncIterable<Uint8Array<ArrayBuffer>>) => Promise<void>;
  /** Names of the files in it, not of those in folders within it. */
  readonly names: () => Promise<readonly string[]>;
  readonly folders: () => Promise<readonly string[]>;
  /** A folder within it, made where it is not there. */
  readonly folder: (name: string) => KeptFolder;
  /** Removes a file, or a folder with all that is in it. */
  readonly remove: (name: string) => Promise<void>;
}

interface Sink {
  readonly write: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What workers have and a page's types do not know. */
interface WorkersHandle {
  readonly createSyncAccessHandle: () => Promise<{
    readonly truncate: (size: number) => void;
    readonly write: (bytes: Uint8Array<ArrayBuffer>) => number;
    readonly close: () => void;
  }>;
}

async function sinkOf(handle: FileSystemFileHandle): Promise<Sink> {
  if (typeof handle.createWritable === "function") {
    const writable = await handle.createWritable();
    return { write: (bytes) => writable.write(bytes), close: () => writable.close() };
  }
  const access = await (handle as unknown as WorkersHandle).createSyncAccessHandle();
  access.truncate(0);
  return {
    write: async (bytes) => void access.write(bytes),
    close: async () => access.close(),
  };
}

function inFileSystem(home: () => Promise<FileSystemDirectoryHandle>): KeptFolder {
  const namesOf = async (kind: FileSystemHandleKind): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const handle of (await home()).values())
      // Chromium keeps a file that is being written beside the one it will replace.
      if (handle.kind === kind && !handle.name.endsWith(".crswap")) found.push(handle.name);
    return found.toSorted();
  };
  const remove = async (name: string): Promise<void> => (await home()).removeEntry(name, { recursive: true });
  return {
    read: async (name) => {
      try {
        return await (await (await home()).getFileHandle(name)).getFile();
      } catch {
        return undefined;
      }
    },
    write: async (name, content) => {
      const sink = await sinkOf(await (await home()).getFileHandle(name, { create: true }));
      try {
        for await (const chunk of content) await sink.write(chunk);
        await sink.close();
      } catch (thrown) {
        await sink.close().catch(() => undefined);
        await remove(name).catch(() => undefined);
        throw thrown;
      }
    },
    names: () => namesOf("file"),
    folders: () => namesOf("directory"),
    folder: (name) => inFileSystem(async () => (await home()).getDirectoryHandle(name, { create: true })),
    remove,
  };
}

/** Files lie in one cache under `path/name`; a folder is what their names have in common. */
function inCache(cacheName: string, path: string): KeptFolder {
  const open = (): Promise<Cache> => caches.open(cacheName);
  const root = new URL(`./kept-files/${path}`, self.location.href).href;
  const addressOf = (name: string): string => root + encodeURIComponent(name);
  const below = async (): Promise<readonly string[]> =>
    (await (await open()).keys())
      .filter(({ url }) => url.startsWith(root))
      .map(({ url }) => url.slice(root.length));
  return {
    read: async (name) => {
      const found = await (await open()).match(addressOf(name));
      return found === undefined ? undefined : new File([await found.blob()], name);
    },
    write: async (name, content) => {
      const parts: Blob[] = [];
      // A Blob per chunk: the browser may keep those on disk.
      for await (const chunk of content) parts.push(new Blob([chunk]));
      const whole = new Blob(parts);
      const headers = { "content-length": String(whole.size) };
      await (await open()).put(addressOf(name), new Response(whole, { headers }));
    },
    names: async () =>
      (await below()).filter((rest) => !rest.includes("/")).map((rest) => decodeURIComponent(rest)),
    folders: async () => [
      ...new Set(
        (await below())
          .filter((rest) => rest.includes("/"))
          .map((rest) => decodeURIComponent(rest.slice(0, rest.indexOf("/")))),
      ),
    ],
    folder: (name) => inCache(cacheName, `${path}${encodeURIComponent(name)}/`),
    remove: async (name) => {
      const cache = await open();
      for (const rest of await below())
        if (rest === encodeURIComponent(name) || rest.startsWith(`${encodeURIComponent(name)}/`))
          await cache.delete(root + rest);
    },
  };
}

/** `name` carries the path the app is served from, as every name this app leaves in a browser does. */
export function openKeptFolder(name: string): KeptFolder {
  const safe = name.replaceAll(/[^\w.-]+/g, "_");
  return typeof navigator.storage?.getDirectory === "function"
    ? inFileSystem(async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle(safe, { create: true }),
      )
    : inCache(safe, "");
}
