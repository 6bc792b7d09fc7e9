import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import type { Page } from "playwright-core";
import { createServer } from "vite";

import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import type { OverheadFigures, PrefixFigures } from "./in-page.ts";
import { remoteThroughput, type ThroughputFigures } from "./remote-throughput.ts";
import { rolloutTable } from "./rollouts.ts";
import { writeKinds } from "./weight-kinds.ts";

const isolated = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * Gives `work` pages that have the project's modules and, in `global`, the benchmark's functions. With the wllama installed in the
 * folder `beside` instead of the project's own, where one is named.
 */
async function inPages<T>(
  work: (open: () => Promise<Page>) => Promise<T>,
  global: string,
  beside?: string,
): Promise<T> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const server = await createServer({
    root,
    logLevel: "error",
    // Only a page of its own gets threads.
    server: { port: 0, hmr: false, watch: null, headers: isolated, fs: { strict: false } },
    ...(beside === undefined
      ? {}
      : {
          resolve: { alias: { "@wllama": join(beside, "node_modules/@wllama") } },
          cacheDir: join(beside, "vite"),
        }),
    optimizeDeps: { entries: [], include: ["comlink", "dexie", "hash-wasm", "@wllama/wllama/esm/index.js"] },
  });
  await server.listen();
  const browser = await launchBrowser();
  try {
    return await work(async () => {
      const page = await browser.newPage();
      await page.goto(`${server.resolvedUrls?.local[0] ?? ""}bench/models/bench-page.html`);
      await page.waitForFunction(`globalThis.${global} !== undefined`);
      return page;
    });
  } finally {
    await browser.close();
    await server.close();
  }
}

const inPage = <T>(work: (page: Page) => Promise<T>): Promise<T> =>
  inPages(async (open) => work(await open()), "benchmarks");

function prefixRow(name: string, { promptTokens, cachedTokens, freshMs, cachedMs }: PrefixFigures): string {
  const [fresh, cached] = [median(freshMs), median(cachedMs)];
  return `| ${name} | ${promptTokens} | ${cachedTokens} | ${fresh.toFixed(1)} | ${cached.toFixed(1)} | ${(fresh / cached).toFixed(1)} |`;
}

function overheadLines({ pageMs, engineMs }: OverheadFigures): readonly string[] {
  const added = pageMs.map((ms, i) => ms - (engineMs[i] ?? 0));
  return [
    `Bare engine ${median(engineMs).toFixed(1)} ms, seen from the page ${median(pageMs).toFixed(1)} ms: the worker, its queue and the thread crossing add **${median(added).toFixed(2)} ms** (median of ${added.length}; target under 2 ms).`,
  ];
}

function throughputRow(figures: ThroughputFigures): string {
  const { calls, atOnce, latencyMs, wallMs, bareMs, idealMs, cpuMs, bareCpuMs } = figures;
  const above = (ideal: number): string => `${((wallMs / ideal - 1) * 100).toFixed(1)} %`;
  return `| ${calls} | ${atOnce} | ${latencyMs} | ${wallMs.toFixed(0)} | ${idealMs.toFixed(0)} | ${above(idealMs)} | ${bareMs.toFixed(0)} | ${above(bareMs)} | ${cpuMs.toFixed(2)} | ${bareCpuMs.toFixed(2)} |`;
}

/** Latency of the server by calls at once. The more at once, the slower: as busy providers are. */
const throughputPlan = [
  [1, 50],
  [8, 250],
  [64, 1500],
] as const;

async function measureThroughput(): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const [atOnce, latencyMs] of throughputPlan)
    rows.push(throughputRow(await remoteThroughput(500, atOnce, latencyMs)));
  return [
    "| calls R | at once N | server's time, ms | wall, ms | ideal, ms | above ideal | bare fetch, ms | above bare fetch | our CPU per call, ms | bare fetch's, ms |",
    "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ...rows,
  ];
}

const wllamaVersion = (folder: string): string =>
  (
    JSON.parse(readFileSync(join(folder, "node_modules/@wllama/wllama/package.json"), "utf8")) as {
      version: string;
    }
  ).version;

/**
 * `--rollouts --gguf FILE [--gguf FILE] [--rows 40] [--settings PATTERN] [--beside FOLDER]`: rows a minute under one prompt, the page
 * beside native llama.cpp, and beside the page with another wllama, which was installed in that folder. `--kinds PATTERN` takes, in
 * place of files, one made for each kind of weights.
 */
async function measureRollouts(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rollouts: { type: "boolean" },
      gguf: { type: "string", multiple: true, default: ["public/models/embedded-student.gguf"] },
      rows: { type: "string", default: "40" },
      beside: { type: "string" },
      settings: { type: "string", default: "." },
      kinds: { type: "string" },
      keep: { type: "boolean", default: false },
    },
  });
  const { beside, kinds } = values;
  const gguf = kinds === undefined ? values.gguf : writeKinds(new RegExp(kinds));
  const only = new RegExp(values.settings);
  const table = await inPages(
    (own) =>
      beside === undefined
        ? rolloutTable([{ name: "page", open: own }], gguf, Number(values.rows), only)
        : inPages(
            (other) =>
              rolloutTable(
                [
                  { name: "page", open: own },
                  { name: `page, wllama ${wllamaVersion(beside)}`, open: other },
                ],
                gguf,
                Number(values.rows),
                only,
              ),
            "rollouts",
            beside,
          ),
    "rollouts",
  );
  const report = ["# Rows a minute, the page beside native llama.cpp", "", ...table, ""].join("\n");
  console.log(report);
  if (values.keep) writeFileSync(new URL("./ROLLOUTS.md", import.meta.url), report);
}

/**
 * `npm run bench -- models`: prefix reuse, our overhead per call, remote throughput. Ratios of one run; prints and writes a
 * table. `--remote` measures the last part alone and only prints.
 */
export async function run(args: readonly string[] = []): Promise<void> {
  if (args.includes("--remote")) {
    console.log(`Load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`);
    for (const line of await measureThroughput()) console.log(line);
    return;
  }
  if (args.includes("--rollouts")) return measureRollouts(args);
  const { demo, long, overhead } = await inPage(async (page) => ({
    demo: await page.evaluate<PrefixFigures>("benchmarks.prefix(0, 10, 3, 15)"),
    long: await page.evaluate<PrefixFigures>("benchmarks.prefix(860, 45, 3, 8)"),
    overhead: await page.evaluate<OverheadFigures>("benchmarks.overhead(60)"),
  }));
  const throughput = await measureThroughput();
  const report = [
    "# Models, measured",
    "",
    `Load of the machine when it was written: ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores. Written by \`npm run bench -- models\` on ${new Date().toISOString().slice(0, 10)}: ${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, Chromium headless, no GPU. Ratios are of one run; absolute times depend on the machine.`,
    "",
    "## The shared prompt read once (embedded model, one thread, 4 tokens written)",
    "",
    "| prompt | tokens | of them cached | nothing cached, ms | prefix cached, ms | times faster |",
    "|---|---:|---:|---:|---:|---:|",
    prefixRow("the demo's whole policy", demo),
    prefixRow("about 900 + 60 tokens (target 10)", long),
    "",
    "## Our overhead per call",
    "",
    ...overheadLines(overhead),
    "",
    "## Remote calls against the ideal, ceil(R/N) × latency (target within 5 %; Node's sockets)",
    "",
    "The server is a process of its own. On a busy machine the ideal is out of anybody's reach; bare fetch in the same run says what was possible.",
    "",
    ...throughput,
    "",
  ].join("\n");
  console.log(report);
  writeFileSync(new URL("./RESULTS.md", import.meta.url), report);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(process.argv.slice(2));
