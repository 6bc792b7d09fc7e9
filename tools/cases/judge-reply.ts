import type { CompletionOutcome } from "../../src/models/language-model.ts";
import type { WireReply } from "./answering-server.ts";
import type { Check } from "./case-result.ts";
import { carries, withoutParameter } from "./wire-parameters.ts";
import { wordsOf } from "./wire-words.ts";

/** What was seen of a call, and of the next one where something was to be learned. */
export interface SeenCall {
  readonly outcome: CompletionOutcome;
  /** Requests the first call made. */
  readonly first: number;
  readonly requests: readonly Readonly<Record<string, unknown>>[];
  readonly refused: string | undefined;
  readonly bad: WireReply;
  readonly waitsMs: readonly number[];
}

const errorKinds =
  /\b(rate-limited|server-error|unknown-model|authentication|needs-key|forbidden|bad-response|context-overflow|unreachable-or-cors|timeout|no-pictures|content-refused)\b/;

const unitSeconds: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600 };

/** What of a right value can be checked: its fields, or a sentence part by part. */
export function checksOfReply(right: unknown, seen: SeenCall): readonly Check[] {
  return right !== null && typeof right === "object"
    ? checksOfFields(right as Readonly<Record<string, unknown>>, seen)
    : checksOfWords(String(right), seen);
}

function checksOfFields(right: Readonly<Record<string, unknown>>, { outcome }: SeenCall): readonly Check[] {
  const got: Readonly<Record<string, unknown>> = { ...outcome, outcome: outcome.kind };
  return Object.entries(right).map(([name, value]) => ({
    what: `${name} is ${JSON.stringify(value)} (is ${JSON.stringify(got[name])})`,
    isRight: JSON.stringify(got[name] ?? "") === JSON.stringify(value),
  }));
}

function checksOfWords(right: string, seen: SeenCall): readonly Check[] {
  const { outcome, first, refused, bad, waitsMs } = seen;
  const failure = outcome.kind === "failed" ? outcome : undefined;
  const completion = outcome.kind === "completed" ? outcome : undefined;
  const message = failure?.message ?? "";
  const checks: Check[] = [];
  const add = (what: string, isRight: boolean): void => void checks.push({ what, isRight });
  const kind = errorKinds.exec(right)?.[1];
  if (kind !== undefined)
    add(`the call failed as ${kind} (${failure?.error ?? "it did not"})`, failure?.error === kind);
  if (/call failed|failed call|never an empty answer/.test(right))
    add("the call failed", failure !== undefined);
  if (/content refused/.test(right))
    add(`what was asked is what was refused (${failure?.error})`, failure?.error === "content-refused");
  if (/\bcompleted\b/.test(right)) add("the call was completed", completion !== undefined);
  const text = /text ['"]([^'"]*)['"]/.exec(right)?.[1];
  if (text !== undefined) add(`the text is "${text}"`, completion?.text === text);
  if (/(?:usage|tokens?|counts?)\b.*\bnot known|not 0/.test(right))
    add(
      "what was not counted is not known",
      completion !== undefined && completion.usage.completionTokens === undefined,
    );
  if (/(?:not|never) asked again/.test(right)) add(`it was not asked again (${first} requests)`, first === 1);
  else if (/asked again/.test(right) && refused === undefined)
    add(`it was asked again (${first} requests)`, first > 1);
  if (refused !== undefined) checks.push(...checksOfRefused(right, refused, seen));
  const [, amount, unit = "s"] =
    /(?:waits?|after|retryAfterSeconds)\b\D{0,14}?(\d+(?:\.\d+)?)\s*(s|min|h)?\b/.exec(right) ?? [];
  if (amount !== undefined) {
    const wanted = Number(amount) * (unitSeconds[unit] ?? 1);
    const told = failure?.retryAfterSeconds ?? (waitsMs[0] ?? 0) / 1000;
    add(`the wait is ${wanted} s (is ${told})`, Math.abs(told - wanted) <= Math.max(1, wanted / 50));
  }
  if (/server's (?:own )?words/.test(right)) {
    const words = wordsOf(bad.body);
    add(`the server's words are shown: "${words}"`, words !== "" && message.includes(words.slice(0, 60)));
  }
  if (/^address/.test(right)) add("the address is spoken of", /address|endpoint|url/i.test(message));
  for (const [, words = ""] of right.matchAll(/not '([^']+)'/g))
    add(`"${words}" is not said`, !message.toLowerCase().includes(words.toLowerCase()));
  if (/no word (?:about|of) CORS/i.test(right))
    add("CORS is not spoken of", failure !== undefined && !/cors/i.test(message));
  if (/asked to wait in words|does not hang/.test(right))
    add(
      "the call was tried, or the wait is said",
      completion !== undefined ||
        (failure?.retryAfterSeconds !== undefined && /wait|hour|minute|second/i.test(message)),
    );
  return checks;
}

function checksOfRefused(
  right: string,
  refused: string,
  { outcome, first, requests }: SeenCall,
): readonly Check[] {
  const [begun = {}] = requests;
  const last = requests.at(-1) ?? {};
  const isLearned = /learned/.test(right);
  return [
    { what: `the first request had ${refused}`, isRight: carries(begun, refused) },
    { what: `it was answered without ${refused}`, isRight: outcome.kind === "completed" && first > 1 },
    ...(isLearned
      ? [
          { what: `the next call left ${refused} out at once`, isRight: requests.length === first + 1 },
          {
            what: "everything else was kept",
            isRight:
              JSON.stringify(withoutParameter(begun, refused)) ===
              JSON.stringify(withoutParameter(withoutRenamed(last, refused), refused)),
          },
        ]
      : []),
  ];
}

/** The limit of tokens goes by another name with newer models. */
function withoutRenamed(body: Readonly<Record<string, unknown>>, refused: string): unknown {
  if (refused !== "max_tokens") return body;
  const { max_completion_tokens: _limit, ...rest } = body;
  return rest;
}
