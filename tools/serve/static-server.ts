import { createReadStream, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";

import {
  contentSecurityPolicy,
  securityHeaders,
  workerKind,
} from "../../src/service-worker/security-headers.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".gguf": "application/octet-stream",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
};

export interface ServeOptions {
  readonly folder: string;
  /** Folder of the address, e.g. `/studio/`; default `/`. */
  readonly path?: string;
  /** 0 for any free port. */
  readonly port?: number;
  readonly host?: string;
  /** False serves like a plain static server: no headers but the type. */
  readonly headers?: boolean;
}

export interface RunningServer {
  readonly address: string;
  readonly server: Server;
  readonly close: () => Promise<void>;
}

/** The file an address means, or undefined for none and for anything outside the folder. */
function fileAt(folder: string, path: string, address: string): string | undefined {
  const { pathname } = new URL(address, "http://localhost");
  if (!pathname.startsWith(path)) return undefined;
  const wanted = pathname.slice(path.length);
  const file = normalize(join(folder, decodeURIComponent(wanted === "" ? "index.html" : wanted)));
  if (!file.startsWith(resolve(folder) + sep)) return undefined;
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? file : undefined;
}

const plainHeaders = {
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
} as const;

function headersFor(file: string): Readonly<Record<string, string>> {
  const name = file.slice(file.lastIndexOf(sep) + 1);
  if (name.endsWith(".html")) return securityHeaders("document");
  if (name === "service-worker.js")
    return { ...plainHeaders, "Content-Security-Policy": contentSecurityPolicy("service-worker") };
  if (/\.worker-[^.]+\.js$/.test(name)) return securityHeaders(workerKind(name));
  return plainHeaders;
}

function answer(
  options: ServeOptions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const folder = resolve(options.folder);
  let file: string | undefined;
  try {
    file = fileAt(folder, path, request.url ?? "/");
  } catch {
    file = undefined;
  }
  if (file === undefined || (request.method !== "GET" && request.method !== "HEAD")) {
    response
      .writeHead(file === undefined ? 404 : 405, { "Content-Type": "text/plain" })
      .end("There is no such file here.\n");
    return;
  }
  const hashed = /-[\w-]{8}\.\w+$/.test(file);
  response.writeHead(200, {
    "Content-Type": types[extname(file)] ?? "application/octet-stream",
    "Content-Length": statSync(file).size,
    "Cache-Control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
    ...(options.headers === false ? {} : headersFor(file)),
  });
  if (request.method === "HEAD") response.end();
  else createReadStream(file).pipe(response);
}

/** Serves a built folder; rejects when the port is taken. */
export function serve(options: ServeOptions): Promise<RunningServer> {
  const path = options.path ?? "/";
  const host = options.host ?? "localhost";
  const server = createServer((request, response) => answer(options, path, request, response));
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(options.port ?? 0, host, () => {
      const bound = server.address();
      const port = typeof bound === "object" && bound !== null ? bound.port : 0;
      done({
        address: `http://${host}:${port}${path}`,
        server,
        close: () =>
          new Promise((closed) => {
            server.closeAllConnections();
            server.close(() => closed());
          }),
      });
    });
  });
}
