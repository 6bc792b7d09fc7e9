import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { build } from "vite";

import { serve } from "../../tools/serve/static-server.ts";

/** A page of ours, built once with the app's real workers, and served. */
export interface ServedPage {
  readonly address: string;
  close(): Promise<void>;
}

/** Builds and serves the page at this path of the repository. */
export async function serveBuiltPage(path: string): Promise<ServedPage> {
  const root = resolve(import.meta.dirname, "../..");
  const folder = await mkdtemp(join(tmpdir(), "gepa-studio-page-"));
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
  const server = await serve({ folder, headers: false });
  return {
    address: `${server.address}${path}`,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
