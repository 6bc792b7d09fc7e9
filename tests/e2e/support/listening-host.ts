import { createSocket } from "node:dgram";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A host of somebody else: writes down everything that arrives, over TCP and UDP. */
export interface ListeningHost {
  readonly origin: string;
  /** What arrived since the last `forget`: request lines, `UPGRADE …`, `UDP`. */
  readonly arrived: () => readonly string[];
  /** Connections since then on which nothing was asked. */
  readonly bareConnections: () => number;
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

export async function listeningHost(): Promise<ListeningHost> {
  let arrived: string[] = [];
  const bare = new Set<Socket>();
  const server = createServer((request, response) => {
    bare.delete(request.socket);
    arrived.push(`${request.method ?? ""} ${request.url ?? ""}`);
    const eventStream = (request.headers.accept ?? "").includes("event-stream");
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader("Content-Type", eventStream ? "text/event-stream" : "text/plain");
    response.end("hello");
  });
  server.on("connection", (socket) => bare.add(socket));
  server.on("upgrade", (request, socket) => {
    bare.delete(request.socket);
    arrived.push(`UPGRADE ${request.url ?? ""}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const datagrams = createSocket("udp4");
  datagrams.on("message", () => arrived.push("UDP"));
  await new Promise<void>((resolve) => datagrams.bind(port, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${port}`,
    arrived: () => arrived,
    bareConnections: () => bare.size,
    forget: () => {
      arrived = [];
      bare.clear();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => datagrams.close(() => resolve()));
    },
  };
}
