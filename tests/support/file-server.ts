import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface FileServerOptions {
  readonly bytes: number;
  /** What is served; without it bytes that mean nothing. */
  readonly content?: Buffer;
  /** The first answer stands still after so many bytes, until it is cut. */
  readonly holdFirstAfter?: number;
  /** Answers a range with the whole file, as simple servers do. */
  readonly ignoresRanges?: boolean;
  /** From the second request on the file is another one. */
  readonly changes?: boolean;
}

export interface FileServer {
  readonly url: string;
  /** The `range` header of each request; undefined where there was none. */
  readonly ranges: (string | undefined)[];
  /** SHA-256 of the file as it is served in the end. */
  readonly sha256: string;
  /** Breaks the connection of the answer that stands still. */
  cut(): void;
  close(): Promise<void>;
}

const content = (bytes: number, version: number): Buffer =>
  Buffer.from(Array.from({ length: bytes }, (_, i) => (i * 7 + version) % 251));

/** Serves one file over a real socket, with ranges, versions and interruptions. */
export async function startFileServer(options: FileServerOptions): Promise<FileServer> {
  const ranges: (string | undefined)[] = [];
  let cut = (): void => undefined;
  const server = createServer((incoming, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-expose-headers", "content-range, etag");
    if (incoming.method === "OPTIONS") {
      response.writeHead(204, { "access-control-allow-headers": "range" }).end();
      return;
    }
    const version = options.changes === true && ranges.length > 0 ? 2 : 1;
    const file = options.content ?? content(options.bytes, version);
    const { range } = incoming.headers;
    ranges.push(range);
    const from =
      options.ignoresRanges === true || range === undefined ? 0 : Number(/bytes=(\d+)-/.exec(range)?.[1]);
    response.writeHead(from > 0 ? 206 : 200, {
      etag: `"v${version}"`,
      "content-length": file.length - from,
      ...(from > 0 ? { "content-range": `bytes ${from}-${file.length - 1}/${file.length}` } : {}),
    });
    const held = ranges.length === 1 ? options.holdFirstAfter : undefined;
    if (held === undefined) response.end(file.subarray(from));
    else {
      response.write(file.subarray(from, from + held));
      cut = () => void response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const last = options.content ?? content(options.bytes, options.changes === true ? 2 : 1);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.gguf`,
    ranges,
    sha256: createHash("sha256").update(last).digest("hex"),
    cut: () => cut(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
