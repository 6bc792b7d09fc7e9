import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { cpus, platform } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";

import type { Page } from "playwright-core";
import { createServer, type Plugin } from "vite";

import { launchBrowser } from "../browser/launch-browser.ts";
import { projectFolder } from "../build/project-folder.ts";
import { type CheckLine, told } from "./check-line.ts";
import type { CheckReport, WholeReport } from "./in-page.ts";

const usage = `Drives the real student worker in a real browser with a model given by path, and prints what came back.

  npx tsx tools/webllm-check/webllm-check.ts --gguf model.gguf [--gpu]
  npx tsx tools/webllm-check/webllm-check.ts --weights folder [--library model.wasm]
  npx tsx tools/webllm-check/webllm-check.ts --webllm Llama-3.2-1B-Instruct-q4f32_1-MLC   (downloads)

  npx tsx tools/webllm-check/webllm-check.ts --endpoint http://localhost:8080/v1 --model name

  --ask text      one question of your own instead of four that share a prompt
  --tokens n      tokens its answer may have (default 24)
  --context n     context length (default 4096)
  --swiftshader   WebGPU on the processor, for machines without a GPU
  --headed        show the browser; a hidden one may have no graphics adapter
  --speed         measure speed as well
  --all           the whole list of checks, a crash of the graphics process and a reload included; prints a table to send in
  --only words    of that list, the checks whose names these words (a regular expression) are in, for slow machines

npm run webllm:check -- --webllm Qwen3-0.6B-q4f16_1-MLC   is the last one, in a window; without a model's name it takes that one.`;

const { values } = parseArgs({
  options: {
    gguf: { type: "string" },
    weights: { type: "string" },
    library: { type: "string" },
    webllm: { type: "string" },
    endpoint: { type: "string" },
    model: { type: "string", default: "default" },
    ask: { type: "string" },
    tokens: { type: "string", default: "24" },
    context: { type: "string" },
    gpu: { type: "boolean", default: false },
    swiftshader: { type: "boolean", default: false },
    headed: { type: "boolean", default: false },
    speed: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
    only: { type: "string", default: "." },
  },
});

/** Files the page may fetch, by name; nothing else of the disk is served. */
function localFiles(): ReadonlyMap<string, string> {
  const { gguf, weights, library } = values;
  const paths = [
    ...(gguf === undefined ? [] : [gguf]),
    ...(weights === undefined ? [] : readdirSync(weights).map((name) => join(weights, name))),
    ...(library === undefined ? [] : [library]),
  ].map((path) => resolve(path));
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) throw new Error(`there is no file ${missing}`);
  return new Map(paths.filter((path) => statSync(path).isFile()).map((path) => [basename(path), path]));
}

function servesFiles(files: ReadonlyMap<string, string>): Plugin {
  return {
    name: "check-files",
    configureServer(server) {
      server.middlewares.use("/check-files", (incoming, response, next) => {
        const path = files.get(decodeURIComponent((incoming.url ?? "").replace(/^\/|\?.*$/g, "")));
        if (path === undefined) return next();
        response.writeHead(200, {
          "content-type": "application/octet-stream",
          "content-length": statSync(path).size,
        });
        createReadStream(path).pipe(response);
      });
    },
  };
}

/** The choice the options stand for; a folder of weights must first be taken in. */
async function chosen(page: Page, urls: readonly string[]): Promise<object> {
  const { gguf, weights, webllm, endpoint, model } = values;
  if (endpoint !== undefined)
    return {
      kind: "remote",
      dialect: "openai-compatible",
      provider: "custom",
      baseUrl: endpoint,
      model,
      needsKey: false,
    };
  if (gguf !== undefined)
    return { kind: "gguf", label: basename(gguf), gpu: values.gpu, source: { kind: "url", urls } };
  if (weights === undefined) return { kind: "webllm", modelId: webllm };
  return page.evaluate<object>(
    `modelCheck.takeIn(${JSON.stringify(basename(weights))}, ${JSON.stringify(urls)})`,
  );
}

const timed = async (name: string, work: () => Promise<string>): Promise<CheckLine> => {
  const started = performance.now();
  const found = await work().then(
    (seen) => ({ ok: true, seen }),
    (error: unknown) => ({ ok: false, seen: String(error).split("\n")[0] ?? "" }),
  );
  const line = { name, ...found, seconds: (performance.now() - started) / 1000 };
  // Also before the table: a slow machine may not come to its end.
  console.log(`  ${told(line)}`);
  return line;
};

const opened = async (page: Page): Promise<void> => {
  await page.waitForFunction("globalThis.modelCheck !== undefined");
};

/** Ends the graphics process and waits until it is another; throws where it will not go. */
async function crashGraphics(page: Page): Promise<void> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error("this browser cannot be told to end its graphics process");
  const graphicsProcess = async (): Promise<number | undefined> =>
    (await session.send("SystemInfo.getProcessInfo")).processInfo.find(({ type }) => /^gpu/i.test(type))?.id;
  const before = await graphicsProcess();
  // Its own answer may be lost with the process.
  await session.send("Browser.crashGpuProcess").catch(() => undefined);
  for (let tries = 0; tries < 100; tries += 1) {
    const now = await graphicsProcess();
    if (now !== undefined && now !== before) return;
    await page.waitForTimeout(100);
  }
  throw new Error("the graphics process did not crash");
}

/** All of it; what only the browser can do (its graphics process crashes, the page is loaded again) comes last. */
async function checkAll(page: Page, choice: string): Promise<WholeReport> {
  const only = new RegExp(values.only);
  const { gpu, lines } = await page.evaluate<WholeReport>(
    `modelCheck.checkAll(${choice}, ${only.toString()})`,
  );
  if (lines[0]?.ok !== true) return { gpu, lines };
  const again = (): Promise<string> => page.evaluate<string>(`modelCheck.askAgain(${choice})`);
  const before = await again();
  const same = (text: string): string => {
    if (text !== before) throw new Error(`${JSON.stringify(text)} instead of ${JSON.stringify(before)}`);
    return `answers as before: ${JSON.stringify(text)}`;
  };
  const last: Readonly<Record<string, () => Promise<string>>> = {
    "the graphics process crashes, and the next question is answered": async () => {
      await crashGraphics(page);
      return same(await again());
    },
    "after a reload it loads from this machine": async () => {
      await page.reload();
      await opened(page);
      return same(await again());
    },
  };
  const more: CheckLine[] = [];
  for (const [name, work] of Object.entries(last)) if (only.test(name)) more.push(await timed(name, work));
  return { gpu, lines: [...lines, ...more] };
}

function tableOf({ gpu, lines }: WholeReport): readonly string[] {
  const what = values.webllm ?? values.weights ?? values.gguf ?? values.endpoint ?? "";
  const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  return [
    "",
    `Checked on ${new Date().toISOString().slice(0, 10)}: ${basename(what)}; graphics ${gpu}; ${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} threads, ${platform()}.`,
    "",
    "| check | held | seen | seconds |",
    "| --- | --- | --- | ---: |",
    ...lines.map(
      ({ name, ok, seen, seconds }) =>
        `| ${name} | ${ok ? "yes" : "**no**"} | ${cell(seen)} | ${seconds.toFixed(1)} |`,
    ),
    "",
    "Please send this table in: it belongs into docs/models.md.",
  ];
}

async function main(): Promise<void> {
  if (
    values.all &&
    [values.gguf, values.weights, values.webllm, values.endpoint].every((given) => given === undefined)
  )
    values.webllm = "Qwen3-0.6B-q4f16_1-MLC";
  const { gguf, weights, webllm, endpoint } = values;
  if ([gguf, weights, webllm, endpoint].every((given) => given === undefined)) {
    console.log(usage);
    return;
  }
  const files = localFiles();
  const server = await createServer({
    root: projectFolder,
    // The page of the check needs nothing of what the studio's own build does.
    configFile: false,
    logLevel: "error",
    plugins: [servesFiles(files)],
    server: { port: 0, hmr: false, watch: null },
    optimizeDeps: { entries: [], include: ["comlink", "dexie", "hash-wasm", "@wllama/wllama/esm/index.js"] },
  });
  await server.listen();
  const address = server.resolvedUrls?.local[0] ?? "";
  const gpuArgs = values.swiftshader ? [] : ["--enable-unsafe-webgpu", "--enable-features=Vulkan"];
  const browser = await launchBrowser({ webgpu: values.swiftshader, headed: values.headed, args: gpuArgs });
  try {
    const page = await browser.newPage();
    page.on("console", (message) => console.log(`  ${message.text()}`));
    page.on("pageerror", (error) => console.log(`  error: ${error.message}`));
    await page.goto(`${address}tools/webllm-check/check-page.html`);
    await opened(page);
    const urls = [...files.keys()].map((name) => `${address}check-files/${encodeURIComponent(name)}`);
    const context = values.context === undefined ? {} : { contextLength: Number(values.context) };
    const choice = await chosen(page, urls);
    const full = JSON.stringify({ ...choice, ...context });
    if (values.all) {
      console.log(tableOf(await checkAll(page, full)).join("\n"));
      return;
    }
    const own = values.ask === undefined ? [] : [{ text: values.ask, maxTokens: Number(values.tokens) }];
    const rest = [values.speed, ...own].map((each) => JSON.stringify(each)).join();
    const report = await page.evaluate<CheckReport>(`modelCheck.check(${full}, ${rest})`);
    console.log(JSON.stringify(report, undefined, 1));
  } finally {
    await browser.close();
    await server.close();
  }
}

await main();
