import type { CompletionOutcome, CompletionRequest } from "../../src/models/language-model.ts";
import type { RemoteDialect } from "../../src/models/remote/provider-presets.ts";
import { goodReply, startAnswering, type WireReply } from "./answering-server.ts";
import { type CaseResult, type Described, verdictOf } from "./case-result.ts";
import { checksOfReply } from "./judge-reply.ts";
import { countedClock, remoteChoice, remoteHere } from "./remote-here.ts";
import { carries, refusedIn } from "./wire-parameters.ts";

const answered = "An answer.";

/** A server's reply to the real adapter with its retries: what became of the call, and of the next one. */
export async function tryReply(described: Described): Promise<Omit<CaseResult, "file">> {
  const dialect = (described["dialect"] ?? "openai-compatible") as RemoteDialect;
  const refused = refusedIn(String(described.right));
  const reply = (described["first"] ?? described) as Partial<WireReply>;
  const bad: WireReply = {
    status: reply.status ?? 200,
    headers: reply.headers ?? {},
    body: reply.body ?? "",
  };
  const isOnce = described["then"] !== undefined;
  const server = await startAnswering(dialect, (body, index) => {
    if (refused !== undefined) return carries(body, refused) ? bad : goodReply(dialect, answered);
    return isOnce && index > 0 ? goodReply(dialect, answered) : bad;
  });
  try {
    const clock = countedClock();
    const model = remoteHere(remoteChoice(dialect, server.baseUrl), clock);
    const request = requestOf(`${String(described["requestHas"] ?? "")} ${refused ?? ""}`);
    const { signal } = new AbortController();
    const outcome = await model.complete(request, signal);
    const first = server.requests.length;
    const again = refused === undefined ? undefined : await model.complete(request, signal);
    const made = {
      kind: "call",
      ...shown(outcome),
      requests: first,
      waitsSeconds: clock.waitsMs.map((ms) => Math.round(ms) / 1000),
      ...(again === undefined
        ? {}
        : { nextCall: { ...shown(again), requests: server.requests.length - first } }),
    };
    const seen = { outcome, first, requests: server.requests, refused, bad, waitsMs: clock.waitsMs };
    return { made, verdict: verdictOf(checksOfReply(described.right, seen)) };
  } finally {
    await server.close();
  }
}

/** A request that carries what the case speaks of. */
function requestOf(has: string): CompletionRequest {
  return {
    messages: [
      { role: "system", content: "Answer in a word." },
      { role: "user", content: "What colour is grass?" },
    ],
    maxTokens: 40,
    temperature: 0,
    ...(/\bseed\b/.test(has) ? { seed: 7 } : {}),
    ...(/\bstop\b/.test(has) ? { stop: ["END"] } : {}),
    ...(/json-schema|response_?format/i.test(has)
      ? {
          responseFormat: {
            kind: "json-schema",
            schema: { type: "object", properties: { colour: { type: "string" } }, required: ["colour"] },
          } as const,
        }
      : {}),
  };
}

function shown(outcome: CompletionOutcome): Readonly<Record<string, unknown>> {
  if (outcome.kind === "completed") {
    const { text, reasoning, finishReason, usage } = outcome;
    return {
      outcome: "completed",
      text,
      ...(reasoning === undefined ? {} : { reasoning }),
      finishReason,
      usage,
    };
  }
  const { kind: _failed, ...failure } = outcome;
  return { outcome: "failed", ...failure };
}
