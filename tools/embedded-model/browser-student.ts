import { createReadStream, existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Page } from "playwright-core";

import { launchBrowser } from "../browser/launch-browser.ts";

export interface Reply {
  readonly text: string;
  readonly elapsedMs: number;
  readonly promptTokens: number;
  readonly promptMs: number;
  readonly decodedTokens: number;
  readonly decodeMs: number;
}

/** The embedded Student in the real runtime: wllama in a real browser. */
export interface BrowserStudent {
  readonly loadMs: number;
  ask(system: string, messages: readonly string[]): Promise<readonly Reply[]>;
  speak(tokens: number): Promise<Reply>;
  close(): Promise<void>;
}

const here = fileURLToPath(new URL(".", import.meta.url));
const wllamaFolder = join(here, "..", "..", "node_modules", "@wllama", "wllama", "esm");
/** A label, also one spelled in pieces. */
const labelTokens = 16;
const contentTypes: Record<string, string> = {
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".html": "text/html",
};

function fileFor(path: string, model: string): string | undefined {
  if (path === "/model.gguf") return model;
  if (path === "/student-page.js") return join(here, "student-page.js");
  return path.startsWith("/wllama/") && !path.includes("..")
    ? join(wllamaFolder, path.slice("/wllama/".length))
    : undefined;
}

function serve(model: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    if (path === "/") {
      response.setHeader("content-type", "text/html");
      response.end(
        '<!doctype html><title>student</title><script type="module" src="/student-page.js"></script>',
      );
      return;
    }
    const file = fileFor(path, model);
    if (file === undefined || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-type", contentTypes[extname(file)] ?? "application/octet-stream");
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

/** Calls into the page are strings: the compiler's helpers for named functions do not exist there. */
function call<T>(page: Page, method: string, ...values: readonly unknown[]): Promise<T> {
  return page.evaluate<T>(`student.${method}(${values.map((value) => JSON.stringify(value)).join(", ")})`);
}

/** Serves wllama and the weights on a local port and loads them in a headless browser. */
export async function openBrowserStudent(
  model: string,
  maxAnswerTokens = labelTokens,
): Promise<BrowserStudent> {
  const server = await serve(model);
  const browser = await launchBrowser();
  const close = async () => {
    await browser.close();
    server.close();
  };
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction("globalThis.student !== undefined");
    return {
      loadMs: await call<number>(page, "load"),
      ask: (system, messages) => call(page, "ask", system, messages, maxAnswerTokens),
      speak: (tokens) => call(page, "speak", tokens),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
