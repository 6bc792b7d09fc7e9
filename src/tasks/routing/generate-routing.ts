import { createSeededRandom, textSeed } from "../../shared/seeded-random.ts";
import { exampleId } from "../example-id.ts";
import { galleryEntries } from "../gallery/entries.ts";
import type { Example } from "../task-spec.ts";
import { writeMessage, type RoutingMessage } from "./message.ts";
import { drawPolicy, labelFor, type RoutingPolicy } from "./policy.ts";

type RoutingSplit = "feedback" | "pareto" | "test";

export interface RoutingSizes {
  readonly feedback: number;
  readonly pareto: number;
  readonly test: number;
}

export const defaultRoutingSizes: RoutingSizes = galleryEntries.routing.sizes;

/** Share of message texts that belongs to each split, in sixteenths. */
const buckets: Readonly<Record<RoutingSplit, readonly [from: number, to: number]>> = {
  feedback: [0, 4],
  pareto: [4, 8],
  test: [8, 16],
};

/** The rows of one routing task; its splits are disjoint, and a larger size only adds rows at the end. */
export function generateRouting(policySeed: number, sizes: RoutingSizes): Record<RoutingSplit, Example[]> {
  const policy = drawPolicy(policySeed);
  return {
    feedback: takeRows(policy, "feedback", 0, sizes.feedback),
    pareto: takeRows(policy, "pareto", 0, sizes.pareto),
    test: takeRows(policy, "test", 0, sizes.test),
  };
}

/** Test rows nobody has seen yet: those after the first `alreadySeen`. */
export function freshTestRows(policySeed: number, alreadySeen: number, count: number): Example[] {
  return takeRows(drawPolicy(policySeed), "test", alreadySeen, count);
}

function takeRows(policy: RoutingPolicy, split: RoutingSplit, skip: number, count: number): Example[] {
  const rows: Example[] = [];
  let passed = 0;
  for (const message of messagesOf(policy, split)) {
    if (rows.length >= count) break;
    if (passed >= skip) rows.push(asExample(policy, message));
    passed += 1;
  }
  return rows;
}

/**
 * Endless messages of one split. A text's hash says which split it may appear in, so that splits are disjoint
 * without knowing of each other.
 */
function* messagesOf(policy: RoutingPolicy, split: RoutingSplit): Generator<RoutingMessage> {
  const random = createSeededRandom(policy.seed, `routing ${split}`);
  const [from, to] = buckets[split];
  const written = new Set<string>();
  for (;;) {
    const message = writeMessage(random, policy);
    const bucket = (textSeed(message.text) >>> 12) % 16;
    if (bucket < from || bucket >= to || written.has(message.text)) continue;
    written.add(message.text);
    yield message;
  }
}

function asExample(policy: RoutingPolicy, message: RoutingMessage): Example {
  const inputs = { message: message.text };
  const expected = { label: labelFor(policy, message.word) };
  const reason =
    message.word === undefined
      ? "Decided by no word: the house has no rule for it."
      : `Decided by the word "${message.word}".`;
  return { id: exampleId(inputs, expected, 0), inputs, expected, reason };
}
