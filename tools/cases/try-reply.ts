import type { CompletionOutcome, CompletionRequest } from "../../src/models/language-model.ts";
import type { RemoteDialect } from "../../src/models/model-choice.ts";
import { type AnsweringServer, goodReply, startAnswering, type WireReply } from "./answering-server.ts";
import { type CaseResult, type Check, type Described, verdictOf } from "./case-result.ts";
import { countedClock, remoteChoice, remoteHere } from "./remote-here.ts";
import { wordsOf } from "./wire-words.ts";

const answered = "An answer.";
/** Parameters a server may refuse, by what they are called on the wire. */
const parameters = ["temperature", "response_format", "seed", "stop", "max_tokens", "top_p"] as const;

/** A server's reply to the real adapter with its retries: what became of the call, and of the next one. */
export async function tryReply(described: Described): Promise<Omit<CaseResult, "file">> {
  const dialect = (described["dialect"] ?? "openai-compatible") as RemoteDialect;
  const right = String(described.right);
  const refused = parameters.find((name) => new RegExp(`without ${name}`).test(right));
  const reply = (described["first"] ?? described) as Partial<WireReply>;
  const bad: WireReply = {
    status: reply.status ?? 200,
    headers: reply.headers ?? {},
    body: reply.body ?? "",
  };
  const isOnce = described["then"] !== undefined;
  const server = await startAnswering(dialect, (body, index) => {
    if (refused !== undefined) return refused in body ? bad : goodReply(dialect, answered);
    return isOnce && index > 0 ? goodReply(dialect, answered) : bad;
  });
  try {
    const clock = countedClock();
    const model = remoteHere(remoteChoice(dialect, server.baseUrl), clock);
    const { signal } = new AbortController();
    const outcome = await model.complete(requestOf(described), signal);
    const first = server.requests.length;
    const again = refused === undefined ? undefined : await model.complete(requestOf(described), signal);
    const made = {
      kind: "call",
      ...shown(outcome),
      requests: first,
      waitsSeconds: clock.waitsMs.map((ms) => Math.round(ms) / 1000),
      ...(again === undefined
        ? {}
        : { nextCall: { ...shown(again), requests: server.requests.length - first } }),
    };
    const checks = checksOf(right, { outcome, first, server, refused, bad, waitsMs: clock.waitsMs });
    return { made, verdict: verdictOf(checks) };
  } finally {
    await server.close();
  }
}

function requestOf(described: Described): CompletionRequest {
  const wantsSchema = /json-schema/.test(String(described["requestHas"] ?? ""));
  return {
    messages: [
      { role: "system", content: "Answer in a word." },
      { role: "user", content: "What colour is grass?" },
    ],
    maxTokens: 40,
    temperature: 0,
    ...(wantsSchema
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

interface Seen {
  readonly outcome: CompletionOutcome;
  readonly first: number;
  readonly server: AnsweringServer;
  readonly refused: string | undefined;
  readonly bad: WireReply;
  readonly waitsMs: readonly number[];
}

const errorKinds =
  /\b(rate-limited|server-error|unknown-model|authentication|needs-key|forbidden|bad-response|context-overflow|unreachable-or-cors|timeout|no-pictures)\b/;

/** What of a sentence on a reply can be checked, part by part. */
function checksOf(right: string, { outcome, first, server, refused, bad, waitsMs }: Seen): readonly Check[] {
  const failure = outcome.kind === "failed" ? outcome : undefined;
  const message = failure?.message ?? "";
  const checks: Check[] = [];
  const add = (what: string, isRight: boolean): void => void checks.push({ what, isRight });
  const kind = errorKinds.exec(right)?.[1];
  if (kind !== undefined)
    add(
      `the call failed as ${kind} (${outcome.kind === "failed" ? outcome.error : "it did not"})`,
      failure?.error === kind,
    );
  if (/call failed|failed call|never an empty answer/.test(right))
    add("the call failed", failure !== undefined);
  if (/^completed/.test(right)) add("the call was completed", outcome.kind === "completed");
  const text = /text '([^']*)'/.exec(right)?.[1];
  if (text !== undefined) add(`the text is "${text}"`, outcome.kind === "completed" && outcome.text === text);
  if (/asked again/.test(right) && refused === undefined)
    add(`it was asked again (${first} requests)`, first > 1);
  if (refused !== undefined) {
    add(`it was answered without ${refused}`, outcome.kind === "completed" && first > 1);
    add(`the first request had ${refused}`, refused in (server.requests[0] ?? {}));
    if (/learned/.test(right)) {
      add(`the next call left ${refused} out at once`, server.requests.length === first + 1);
      add("everything else was kept", sameBut(refused, server.requests[0], server.requests.at(-1)));
    }
  }
  const seconds = /(?:wait|retryAfterSeconds)\s+([\d.]+)/.exec(right)?.[1];
  if (seconds !== undefined) {
    const told = failure?.retryAfterSeconds ?? (waitsMs[0] ?? 0) / 1000;
    add(`the wait is ${seconds} s (is ${told})`, Math.abs(told - Number(seconds)) < 1);
  }
  if (/server's (?:own )?words/.test(right)) {
    const words = wordsOf(bad.body);
    add(`the server's words are shown: "${words}"`, words !== "" && message.includes(words.slice(0, 60)));
  }
  if (/^address/.test(right)) add("the address is spoken of", /address|endpoint|url/i.test(message));
  const unsaid = [...right.matchAll(/not '([^']+)'/g)].map((match) => match[1] ?? "");
  for (const words of unsaid)
    add(`"${words}" is not said`, !message.toLowerCase().includes(words.toLowerCase()));
  if (/content refused/.test(right))
    add(
      "the refusal is said",
      failure !== undefined && failure.error !== "authentication" && /refus|flagg|content/i.test(message),
    );
  if (/no word about CORS/i.test(right))
    add("CORS is not spoken of", failure !== undefined && !/cors/i.test(message));
  if (/asked to wait in words|does not hang/.test(right))
    add(
      "the call was tried, or the wait is said",
      outcome.kind === "completed" ||
        (failure?.retryAfterSeconds !== undefined && /wait|hour|minute|second/i.test(message)),
    );
  return checks;
}

function sameBut(
  name: string,
  before: Readonly<Record<string, unknown>> | undefined,
  after: Readonly<Record<string, unknown>> | undefined,
): boolean {
  const rest = Object.fromEntries(Object.entries(before ?? {}).filter(([field]) => field !== name));
  return JSON.stringify(rest) === JSON.stringify(after);
}
