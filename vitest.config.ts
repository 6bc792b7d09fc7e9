import { availableParallelism } from "node:os";

import { playwright } from "@vitest/browser-playwright";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

import { modelServerCommands } from "./tests/support/model-server-commands.ts";
import { findBrowser } from "./tools/browser/find-browser.ts";
import { aliases } from "./tools/build/aliases.ts";
import { SlowestFirst } from "./tools/test/slowest-first.ts";

const browser = await findBrowser();

/** A shared machine can stall for longer than any sensible timeout: where nobody watches, a test gets a second try. */
const retries = process.env["CI"] === undefined ? 0 : 1;

/** Left alone, Vitest gives one core away: on two, half of them. Tests wait much, for pages and clocks. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** Dependencies of the tests in the browser; one found late would reload the page in the middle of a test. */
const discovered = [
  "comlink",
  "dexie",
  "solid-js",
  "solid-js/web",
  "solid-js/store",
  "uplot",
  "valibot",
  "diff",
  "papaparse",
  "minisearch",
  "@cfworker/json-schema",
  "@dagrejs/dagre",
  "quickjs-emscripten-core",
  "@jitl/quickjs-singlefile-mjs-release-sync",
  "yaml",
  // The code editor.
  "@codemirror/autocomplete",
  "@codemirror/commands",
  "@codemirror/lang-javascript",
  "@codemirror/language",
  "@codemirror/state",
  "@codemirror/view",
  "@lezer/highlight",
  // Engines of student.worker.
  "hash-wasm",
  "p-queue",
  "@wllama/wllama/esm/index.js",
  "@mlc-ai/web-llm",
];

export default defineConfig({
  test: {
    environment: "node",
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        resolve: { alias: aliases },
        test: {
          name: "node",
          environment: "node",
          include: ["tests/{engine,rivals,tasks,models,storage,runs,setup,views,lessons,tools}/**/*.test.ts"],
          testTimeout: 30_000,
          retry: retries,
          maxWorkers,
        },
      },
      {
        plugins: [solid()],
        resolve: { alias: aliases },
        optimizeDeps: {
          include: discovered,
        },
        test: {
          name: "browser",
          include: ["tests/{ui,workers}/**/*.test.{ts,tsx}"],
          testTimeout: 60_000,
          retry: retries,
          maxWorkers,
          browser: {
            enabled: true,
            headless: true,
            commands: modelServerCommands,
            provider: playwright({
              launchOptions: {
                executablePath: browser.executablePath,
                args: [...browser.args],
                env: browser.env,
              },
            }),
            instances: [{ browser: "chromium" }],
            screenshotFailures: false,
          },
        },
      },
      {
        // WebGPU on the processor: real, slow, and there on every machine.
        resolve: { alias: aliases },
        optimizeDeps: {
          include: discovered,
        },
        test: {
          name: "browser-gpu",
          include: ["tests/gpu/**/*.test.ts"],
          testTimeout: 120_000,
          retry: retries,
          maxWorkers,
          browser: {
            enabled: true,
            headless: true,
            commands: modelServerCommands,
            provider: playwright({
              launchOptions: {
                executablePath: browser.executablePath,
                args: [...browser.args, "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"],
                env: browser.env,
              },
            }),
            instances: [{ browser: "chromium" }],
            screenshotFailures: false,
          },
        },
      },
    ],
  },
});
