import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

import { aliases } from "./tools/build/aliases.ts";
import { engineMark } from "./tools/build/engine-mark.ts";
import { securityPlugin } from "./tools/build/security-plugin.ts";
import { serviceWorker } from "./tools/build/service-worker-plugin.ts";
import { thirdPartyNotices } from "./tools/build/third-party-notices.ts";

const notices = thirdPartyNotices();

export default defineConfig({
  // Relative URLs: the built folder works from any sub-path of any static server.
  base: "./",
  resolve: { alias: aliases },
  define: { ENGINE_MARK: JSON.stringify(engineMark()) },
  plugins: [solid(), securityPlugin(), notices.page, serviceWorker()],
  worker: {
    format: "es",
    plugins: () => [notices.worker()],
    rolldownOptions: {
      output: {
        // A worker's first script only imports. WebKit runs it again when a later chunk imports from it.
        codeSplitting: {
          groups: [{ name: "worker-core", tags: ["$initial"], test: (id) => !id.endsWith(".worker.ts") }],
        },
      },
    },
  },
  build: {
    target: "es2022",
    // Every browser the studio runs in preloads modules by itself.
    modulePreload: { polyfill: false },
    // Chunks that only some pages need come later (routes are lazy); the byte budget has a test of its own.
    chunkSizeWarningLimit: 7000,
    reportCompressedSize: false,
    // Pure rooms: a module nothing is taken from is left out, also where it makes tables by calling functions.
    rolldownOptions: {
      // What the first page needs is one file: two dozen small ones weigh more and are asked for one by one.
      output: { codeSplitting: { groups: [{ name: "studio", tags: ["$initial"] }] } },
      treeshake: {
        moduleSideEffects: [
          { test: /\/src\/(engine|lessons|rivals|setup|shared|views)\//, sideEffects: false },
        ],
      },
    },
  },
  server: { strictPort: false },
});
