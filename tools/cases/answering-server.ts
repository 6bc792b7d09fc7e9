import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

import type { RemoteDialect } from "../../src/models/remote/provider-presets.ts";
import { answerBody } from "../../tests/support/model-server-dialects.ts";

/** What a server sends back, byte for byte. */
export interface WireReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

export interface AnsweringServer {
  readonly baseUrl: string;
  /** The bodies of the requests that came, oldest first. */
  readonly requests: readonly Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

/** A server on a real socket of this machine that answers every completion as it is told. */
export async function startAnswering(
  dialect: RemoteDialect,
  reply: (body: Readonly<Record<string, unknown>>, index: number) => WireReply,
): Promise<AnsweringServer> {
  const requests: Readonly<Record<string, unknown>>[] = [];
  const server = createServer((incoming, response) => {
    void readJson(incoming).then((body) => {
      requests.push(body);
      const { status, headers = {}, body: sent = "" } = reply(body, requests.length - 1);
      const type = typeof sent === "string" && sent !== "" ? "text/html; charset=utf-8" : "application/json";
      response.writeHead(status, { "content-type": type, ...headers });
      response.end(typeof sent === "string" ? sent : JSON.stringify(sent));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl: dialect === "gemini" ? `${origin}/v1beta` : `${origin}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A good answer in the words of a dialect. */
export function goodReply(dialect: RemoteDialect, text: string): WireReply {
  const counts = { promptTokens: 9, cachedTokens: 0, completionTokens: 3, reasoningTokens: 0 };
  return { status: 200, body: answerBody(dialect, "a-model", { text, finish: "stop", ...counts }) };
}

async function readJson(incoming: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let body = "";
  incoming.setEncoding("utf8");
  for await (const chunk of incoming) body += String(chunk);
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return {};
  }
}
