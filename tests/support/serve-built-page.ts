import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { build } from "vite";

import { newestChange } from "../../tools/build/newest-change.ts";
import { serve } from "../../tools/serve/static-server.ts";

/** A page of ours, built once with the app's real workers, and served. */
export interface ServedPage {
  readonly address: string;
  close(): Promise<void>;
}

const root = resolve(import.meta.dirname, "../..");

/** What such a page is made of besides its own folder. */
const sources = ["src", "workers", "public", "package-lock.json", "tests/support"];

async function buildInto(folder: string, path: string): Promise<void> {
  await build({
    root,
    configFile: false,
    base: "./",
    logLevel: "error",
    worker: { format: "es" },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2022",
      minify: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 7000,
      rollupOptions: { input: join(root, path) },
    },
  });
}

/** The page at this path, built; again only after a change. */
async function builtPage(path: string): Promise<string> {
  const folder = join(root, ".cache", "pages", path.replaceAll("/", "-"));
  const changed = newestChange([...sources, dirname(path)].map((name) => join(root, name)));
  const isFresh = (): boolean => newestChange([join(folder, path)]) > changed;
  if (isFresh()) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const own = await mkdtemp(`${folder}-`);
  await buildInto(own, path);
  // Another test file may have built it meanwhile, and serves it.
  if (!isFresh()) {
    await rm(folder, { recursive: true, force: true });
    await rename(own, folder).catch((error: unknown) => {
      // Put there in the same moment: what another built is as good.
      if (!isFresh()) throw error;
    });
  }
  await rm(own, { recursive: true, force: true });
  return folder;
}

/** Builds the page at this path of the repository where needed, and serves it. */
export async function serveBuiltPage(path: string): Promise<ServedPage> {
  const folder = await builtPage(path);
  const server = await serve({ folder, headers: false });
  return { address: `${server.address}${path}`, close: () => server.close() };
}
