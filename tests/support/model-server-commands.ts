import type { BrowserContext } from "playwright-core";
import type { BrowserCommand } from "vitest/node";

import { type FileServer, type FileServerOptions, startFileServer } from "./file-server.ts";
import {
  type LoggedRequest,
  type ModelServer,
  type ModelServerOptions,
  type Reply,
  startModelServer,
} from "./model-server.ts";

/** A model server that a test in the browser can ask for: the nth completion gets the nth reply, the last for ever. */
export type ServedScript = Omit<ModelServerOptions, "answer"> & { readonly replies: readonly Reply[] };

const files = new Map<string, FileServer>();
const servers = new Map<string, ModelServer>();
/** How to end each server, by the test file that started it: several files run at once. */
const ends = new Map<string, (() => Promise<void>)[]>();

function endWith(testPath: string | undefined, end: () => Promise<void>): void {
  const key = testPath ?? "";
  ends.set(key, [...(ends.get(key) ?? []), end]);
}

const startServer: BrowserCommand<[script: ServedScript]> = async ({ testPath }, { replies, ...options }) => {
  const server = await startModelServer({
    ...options,
    answer: ({ index }) => replies[Math.min(index, replies.length - 1)] ?? "",
  });
  servers.set(server.origin, server);
  endWith(testPath, () => server.close());
  return server.origin;
};

const serverLog: BrowserCommand<[origin: string]> = async (_context, origin) =>
  (servers.get(origin)?.requests ?? []) as LoggedRequest[];

const stopServers: BrowserCommand<[]> = async ({ testPath }) => {
  const mine = ends.get(testPath ?? "") ?? [];
  ends.delete(testPath ?? "");
  await Promise.all(mine.map((end) => end()));
};

const startFile: BrowserCommand<[options: FileServerOptions]> = async ({ testPath }, options) => {
  const server = await startFileServer(options);
  files.set(server.url, server);
  endWith(testPath, () => server.close());
  return { url: server.url, sha256: server.sha256 };
};

const fileRanges: BrowserCommand<[url: string]> = async (_context, url) =>
  (files.get(url)?.ranges ?? []).map((range) => range ?? "");

const cutFile: BrowserCommand<[url: string]> = async (_context, url) => files.get(url)?.cut();

/** Ends the process that holds the graphics device, as a driver's fault would. */
const crashGpu: BrowserCommand<[]> = async ({ context }) => {
  const browser = (context as BrowserContext).browser();
  if (browser === null) throw new Error("this browser cannot be reached as a whole");
  const session = await browser.newBrowserCDPSession();
  await session.send("Browser.crashGpuProcess").catch(() => undefined);
  await session.detach();
};

/** Given to Vitest's browser mode, so that tests in the page can have real servers beside them. */
export const modelServerCommands = {
  startServer,
  serverLog,
  stopServers,
  startFile,
  fileRanges,
  cutFile,
  crashGpu,
};

declare module "vitest/browser" {
  interface BrowserCommands {
    /** Starts a model server and gives its origin. */
    startServer: (script: ServedScript) => Promise<string>;
    /** Every request that arrived there. */
    serverLog: (origin: string) => Promise<readonly LoggedRequest[]>;
    stopServers: () => Promise<void>;
    /** Starts a server of one file. */
    startFile: (options: FileServerOptions) => Promise<{ readonly url: string; readonly sha256: string }>;
    /** The range of each request for it; empty where the whole file was asked for. */
    fileRanges: (url: string) => Promise<readonly string[]>;
    /** Breaks the connection of the answer that is held. */
    cutFile: (url: string) => Promise<void>;
    /** Ends the browser's graphics process; the browser starts another. */
    crashGpu: () => Promise<void>;
  }
}
