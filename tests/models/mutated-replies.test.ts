import { expect, test } from "vitest";

import type { CompletionOutcome } from "../../src/models/language-model.ts";
import { createSeededRandom, type SeededRandom } from "../../src/shared/seeded-random.ts";
import { answerBody, answerEvents, errorBody } from "../support/model-server-dialects.ts";
import { dialects, started } from "../support/remote-start.ts";

const mutations = 300;
const parts = {
  text: "grass is green and so is moss",
  reasoning: "grass… green",
  finish: "stop",
  promptTokens: 30,
  cachedTokens: 20,
  completionTokens: 9,
  reasoningTokens: 2,
} as const;

/** What stands where something else should. */
const oddities: readonly unknown[] = [
  null,
  0,
  -5,
  1e300,
  "",
  "text",
  [],
  [null],
  {},
  { message: { message: {} } },
  true,
  [[{}]],
];

/** Every place in a value, as the way to it. */
function placesIn(value: unknown, way: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [way];
  return [
    way,
    ...Object.entries(value).flatMap(([key, inner]) =>
      placesIn(inner, [...way, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function replaced(value: unknown, way: readonly (string | number)[], put: unknown): unknown {
  const [first, ...rest] = way;
  if (first === undefined) return put;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  if (rest.length === 0 && put === undefined) delete copy[first];
  else copy[first] = replaced(copy[first], rest, put);
  return copy;
}

/** One wrong thing in a text: a piece lost, doubled, or other characters in its place. */
function damaged(text: string, { pick, below }: SeededRandom): string {
  const at = below(text.length);
  const end = Math.min(text.length, at + 1 + below(40));
  return pick([
    text.slice(0, at),
    text.slice(0, at) + text.slice(end),
    text.slice(0, end) + text.slice(at),
    `${text.slice(0, at)}${pick(["\0", "\n\n", '"', "}", "�", "data: ", "<html>", "\r"])}${text.slice(end)}`,
  ]);
}

function checkSaid(outcome: CompletionOutcome): void {
  if (outcome.kind === "failed") {
    expect(outcome.message.length).toBeGreaterThan(20);
    expect(outcome.message).not.toMatch(/undefined|\[object|NaN|TypeError/);
    return;
  }
  expect(typeof outcome.text).toBe("string");
  for (const count of Object.values(outcome.usage)) expect(Number.isInteger(count) && count >= 0).toBe(true);
  expect(outcome.costUsd ?? 0).toBeGreaterThanOrEqual(0);
}

test.each(dialects)("%s: of 300 damaged replies each is an answer or a failure in words", async (dialect) => {
  const random = createSeededRandom(7);
  const { pick } = random;
  const whole = answerBody(dialect, "test-model", parts);
  let rawBody = "";
  let status = 200;
  const { ask, server } = await started(dialect, {
    answer: () => ({ rawBody, status, contentType: pick(["application/json", "text/event-stream", ""]) }),
  });
  const seen = new Map<string, number>();
  for (let index = 0; index < mutations; index++) {
    const value = pick([whole, whole, errorBody(dialect, 400, "temperature is not supported")]);
    status = pick([200, 200, 200, 400, 429, 500]);
    const change = pick(["place", "place", "text", "events"]);
    if (change === "events") rawBody = damaged(answerEvents(dialect, "test-model", parts), random);
    else if (change === "text") rawBody = damaged(JSON.stringify(value), random);
    else
      rawBody = JSON.stringify(replaced(value, pick(placesIn(value)), pick([undefined, ...oddities]))) ?? "";
    const outcome = await ask();
    const how = outcome.kind === "failed" ? outcome.error : "answered";
    seen.set(how, (seen.get(how) ?? 0) + 1);
    checkSaid(outcome);
  }
  expect(server.completions().length).toBeGreaterThanOrEqual(mutations);
  console.log(`${dialect}: ${[...seen].map(([how, count]) => `${count} ${how}`).join(", ")}`);
  expect(seen.get("answered")).toBeGreaterThan(20);
  expect(seen.get("answered")).toBeLessThan(mutations - 20);
});
