import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";

import { build, type Plugin, type UserConfig } from "vite";

import type { BuiltFile } from "../../src/protocol/service-worker.ts";

const fileName = "service-worker.js";

/** Files of a built page that the service worker keeps: all but its own script, source maps and the notices. */
export function builtFiles(folder: string): readonly BuiltFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, url: path.slice(folder.length + 1).replaceAll(sep, "/") }))
    .filter(({ url }) => url !== fileName && url !== "THIRD-PARTY-NOTICES.txt" && !url.endsWith(".map"))
    .toSorted((a, b) => (a.url < b.url ? -1 : 1))
    .map(({ path, url }) => {
      const content = readFileSync(path);
      const hash = createHash("sha256").update(content).digest("hex").slice(0, 32);
      // Names of assets carry a hash of their own.
      return { url, revision: url.startsWith("assets/") ? null : hash, bytes: content.length };
    });
}

/** Compiles the service worker into the built page, with the list of that page's files in it. */
export function serviceWorker(): Plugin {
  let root = "";
  let folder = "";
  let define: UserConfig["define"] = {};
  return {
    name: "gepa-service-worker",
    apply: "build",
    configResolved(config) {
      root = config.root;
      folder = resolve(root, config.build.outDir);
      define = config.define;
    },
    writeBundle: {
      order: "post",
      sequential: true,
      async handler() {
        await build({
          root,
          configFile: false,
          publicDir: false,
          logLevel: "warn",
          define: { ...define, __BUILT_FILES__: JSON.stringify(builtFiles(folder)) },
          build: {
            outDir: folder,
            emptyOutDir: false,
            target: "es2022",
            reportCompressedSize: false,
            lib: {
              entry: "src/service-worker/service-worker.ts",
              formats: ["iife"],
              name: "studio",
              fileName: () => fileName,
            },
          },
        });
      },
    },
  };
}
