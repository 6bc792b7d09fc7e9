import { partUrls } from "../../src/models/wllama/split-parts.ts";
import { lastNumber } from "../../src/tasks/metrics/last-number.ts";
import type { MetricInput } from "../../src/tasks/metrics/metric.ts";
import { metrics } from "../../src/tasks/metrics/registry.ts";
import { goodReply, startAnswering } from "./answering-server.ts";
import { type CaseResult, type Check, type Described, verdictOf } from "./case-result.ts";
import { countedClock, remoteChoice, remoteHere } from "./remote-here.ts";

type Tried = Omit<CaseResult, "file">;

/** A model's text, sent by a server through the adapter: what is the answer, and what was thinking. */
export async function tryThinking(described: Described): Promise<Tried> {
  const dialect = "openai-compatible";
  const server = await startAnswering(dialect, () => goodReply(dialect, String(described["text"])));
  try {
    const model = remoteHere(remoteChoice(dialect, server.baseUrl), countedClock());
    const request = { messages: [{ role: "user", content: "Hello" } as const], maxTokens: 400 };
    const outcome = await model.complete(request, new AbortController().signal);
    const made =
      outcome.kind === "completed"
        ? { kind: "text", text: outcome.text, reasoning: outcome.reasoning ?? "" }
        : { kind: "text", failed: outcome.message };
    const { right } = described;
    const wanted: Readonly<Record<string, unknown>> =
      right !== null && typeof right === "object" ? (right as Record<string, unknown>) : {};
    const got: Readonly<Record<string, unknown>> = made;
    const checks = Object.entries(wanted)
      .filter(([, value]) => typeof value === "string")
      .map(([name, value]): Check => ({
        what: `${name} is ${JSON.stringify(value)} (is ${JSON.stringify(got[name])})`,
        isRight: String(got[name] ?? "").trim() === value,
      }));
    return { made, verdict: verdictOf(checks) };
  } finally {
    await server.close();
  }
}

/** Texts and the number that is the last in each. */
export async function tryNumbers(described: Described): Promise<Tried> {
  const pairs = described["cases"] as readonly (readonly [string, number | null])[];
  const found = pairs.map(([text, right]) => ({ text, right, got: lastNumber(text) ?? null }));
  return {
    made: { kind: "numbers", numbers: found },
    verdict: verdictOf(
      found.map(({ text, right, got }) => ({
        what: `the number of ${JSON.stringify(text)} is ${right} (is ${got})`,
        isRight: got === right,
      })),
    ),
  };
}

/** Pairs of texts that a comparison must tell apart or take for the same. */
export async function tryMatches(described: Described): Promise<Tried> {
  const said = Object.keys(metrics).filter((name) => String(described.right).includes(name));
  const kind = said.toSorted((left, right) => right.length - left.length)[0] ?? "normalised-exact";
  const pairsOf = (name: string) => (described[name] ?? []) as readonly (readonly [string, string])[];
  const tried = [
    ...pairsOf("different").map((pair) => ({ pair, right: 0 })),
    ...pairsOf("same").map((pair) => ({ pair, right: 1 })),
  ];
  const scores = await Promise.all(
    tried.map(async ({ pair, right }) => ({ pair, right, score: await compare(kind, pair) })),
  );
  return {
    made: { kind: "matches", metric: kind, scores: scores.map(({ pair, score }) => [...pair, score]) },
    verdict: verdictOf(
      scores.map(({ pair, right, score }) => ({
        what: `${pair.join(" / ")} scores ${right} (is ${score})`,
        isRight: score === right,
      })),
    ),
  };
}

async function compare(
  kind: string,
  [expected, output]: readonly [string, string],
): Promise<number | undefined> {
  const input: MetricInput = {
    example: { id: "a", inputs: {}, expected: { expected } },
    output,
    trajectory: [],
    complete: async () => ({ kind: "failed", error: "engine-dead", message: "no model is asked here" }),
  };
  const outcome = await metrics[kind]?.judge(input, { expected: "expected" });
  return outcome?.kind === "judged" ? outcome.score : undefined;
}

/** The address of one part of a split model: the addresses of all of them. */
export async function tryAddress(described: Described): Promise<Tried> {
  const urls = partUrls(String(described["url"]));
  const parts = (Array.isArray(described.right) ? described.right : []) as readonly string[];
  const checks = parts.map((part, at): Check => {
    const number = /\d+/.exec(part)?.[0] ?? part;
    const url = decodeURI(urls[at] ?? "");
    return {
      what: `address ${at + 1} is of ${part} (is ${url})`,
      isRight: new RegExp(`-${number}-of-\\d`).test(url),
    };
  });
  const count: Check = {
    what: `${parts.length} addresses (are ${urls.length})`,
    isRight: urls.length === parts.length,
  };
  return {
    made: { kind: "addresses", urls },
    verdict: verdictOf(checks.length === 0 ? [] : [count, ...checks]),
  };
}
