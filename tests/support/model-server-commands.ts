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

const startServer: BrowserCommand<[script: ServedScript]> = async (_context, { replies, ...options }) => {
  const server = await startModelServer({
    ...options,
    answer: ({ index }) => replies[Math.min(index, replies.length - 1)] ?? "",
  });
  servers.set(server.origin, server);
  return server.origin;
};

const serverLog: BrowserCommand<[origin: string]> = async (_context, origin) =>
  (servers.get(origin)?.requests ?? []) as LoggedRequest[];

const stopServers: BrowserCommand<[]> = async () => {
  await Promise.all([...servers.values()].map((server) => server.close()));
  await Promise.all([...files.values()].map((server) => server.close()));
  servers.clear();
  files.clear();
};

const startFile: BrowserCommand<[options: FileServerOptions]> = async (_context, options) => {
  const server = await startFileServer(options);
  files.set(server.url, server);
  return { url: server.url, sha256: server.sha256 };
};

const fileRanges: BrowserCommand<[url: string]> = async (_context, url) =>
  (files.get(url)?.ranges ?? []).map((range) => range ?? "");

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
    /** Ends the browser's graphics process; the browser starts another. */
    crashGpu: () => Promise<void>;
  }
}
