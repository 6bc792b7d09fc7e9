import * as v from "valibot";

import type { JournalEvent } from "../../engine/journal/events.ts";
import { count, finite, score, text, texts } from "./row-shapes.ts";

/**
 * What each kind of event must at least be for the state to be folded from it and shown: a field of another type is refused
 * by its name before anything is stored. More is let through, for newer versions know more.
 */
const objectives = v.optional(v.record(text, finite));
const calls = v.looseObject({ from: count, count });
const scored = v.looseObject({ example: count, callIndex: count, score, objectives });
const failed = v.looseObject({ example: count, callIndex: count, failed: text });
const row = v.union([scored, failed], "neither a score from 0 to 1 nor a failure in words");
const rows = v.array(row);
const positions = v.array(count);
const iteration = count;
const sum = v.pipe(finite, v.minValue(0));

const given = v.looseObject({
  origin: v.picklist(["person", "retry"]),
  texts,
  proposal: count,
  tries: count,
});
const attempt = v.looseObject({
  callIndex: count,
  purpose: text,
  letter: v.optional(text),
  outcome: text,
  detail: v.optional(text),
});
const reflection = v.looseObject({
  task: count,
  component: text,
  attempts: v.array(attempt),
  rows: positions,
  promptTokens: count,
  trimmed: v.optional(v.array(v.looseObject({ example: count, characters: count }))),
  flagged: v.optional(v.array(v.looseObject({ example: count, phrase: text }))),
});
const judgement = v.looseObject({
  proposal: count,
  rows,
  before: sum,
  after: sum,
  verdict: text,
  validate: v.optional(positions),
});
const merge = v.looseObject({
  proposal: count,
  parents: v.tuple([count, count]),
  ancestor: count,
  description: positions,
  texts,
  hash: text,
  subsample: positions,
});
/** Reasons differ in what they tell; whatever they tell in numbers must be numbers. */
const reason = v.intersect([
  v.looseObject({ kind: text, reason: v.optional(text), last: v.optional(text), what: v.optional(text) }),
  v.record(text, v.union([text, finite, v.looseObject({ wrong: count, of: count })])),
]);
const limit = v.nullish(count);

const paid = { metricCalls: count, requests: v.optional(count) };

const shapes = {
  "run-started": v.looseObject({
    spec: v.looseObject({
      seed: finite,
      seedCandidates: v.array(texts),
      splits: v.looseObject({ feedback: count, pareto: count, test: count }),
    }),
  }),
  "candidate-added": v.looseObject({
    index: count,
    kind: v.picklist(["seed", "mutation", "merge", "person"]),
    iteration,
    texts,
    hash: text,
    parents: positions,
    proposal: v.optional(count),
    calls,
    rows: v.array(scored),
    leftOut: v.optional(v.array(failed)),
    inherits: v.optional(count),
    opening: v.optional(v.literal(true)),
    ...paid,
    objectiveMeans: objectives,
  }),
  "parents-selected": v.looseObject({
    iteration,
    tasks: v.array(v.looseObject({ parent: count, minibatch: positions, given: v.optional(given) })),
    wordsDrawn: count,
  }),
  "parents-evaluated": v.looseObject({
    iteration,
    calls,
    evaluations: v.array(v.looseObject({ parent: count, rows })),
    tasks: v.array(
      v.looseObject({ verdict: text, evaluation: count, components: v.optional(v.array(text)) }),
    ),
    ...paid,
  }),
  reflected: v.looseObject({
    iteration,
    calls,
    reflections: v.array(reflection),
    proposals: v.array(
      v.looseObject({ proposal: count, task: count, texts, hash: text, dropped: v.optional(text) }),
    ),
    reflectionCalls: count,
    wordsDrawn: count,
  }),
  "children-judged": v.looseObject({ iteration, calls, judgements: v.array(judgement), ...paid }),
  "validation-incomplete": v.looseObject({
    iteration,
    proposal: count,
    calls,
    rows,
    ...paid,
    givenUp: v.boolean(),
  }),
  "verification-begun": v.looseObject({
    candidate: count,
    examples: positions,
    purpose: v.picklist(["verify", "noise", "opening"]),
  }),
  "candidate-rescored": v.looseObject({ candidate: count, calls, rows, ...paid }),
  "final-begun": v.looseObject({
    finalists: v.array(v.looseObject({ candidate: count, examples: positions })),
    fresh: positions,
  }),
  "final-evaluated": v.looseObject({
    calls,
    evaluations: v.array(v.looseObject({ candidate: count, rows, fresh: rows })),
    ...paid,
  }),
  "merge-searched": v.looseObject({ iteration, found: v.nullable(merge), wordsDrawn: count }),
  "merge-judged": v.looseObject({
    iteration,
    calls,
    proposal: count,
    rows,
    parentSums: v.tuple([sum, sum]),
    after: sum,
    verdict: text,
    validate: v.optional(positions),
    ...paid,
  }),
  "iteration-failed": v.looseObject({
    iteration,
    stage: text,
    reason: text,
    continues: v.boolean(),
    calls,
    requests: v.optional(count),
    wordsDrawn: count,
  }),
  "run-stopped": v.looseObject({ reason, pendingCalls: calls }),
  "run-reopened": v.looseObject({}),
  "test-evaluated": v.looseObject({
    candidate: count,
    calls,
    rows,
    requests: v.optional(count),
    asked: v.optional(v.literal(true)),
  }),
  "rows-asked-again": v.looseObject({}),
  "left-out-evaluated": v.looseObject({
    calls,
    evaluations: v.array(v.looseObject({ candidate: count, rows })),
    ...paid,
  }),
  "budget-raised": v.looseObject({ metricCalls: limit, requests: limit, reflectionCalls: limit }),
  "candidate-entered": v.looseObject({ proposal: count, parent: count, texts }),
  "feedback-added": v.looseObject({ example: count, text }),
  "trial-evaluated": v.looseObject({
    step: text,
    trial: count,
    texts: v.nullable(texts),
    note: text,
    calls,
    rows,
    ...paid,
    reflectionCalls: count,
  }),
} satisfies Record<JournalEvent["type"], v.GenericSchema>;

const isKnown = (type: unknown): type is keyof typeof shapes =>
  typeof type === "string" && Object.hasOwn(shapes, type);

/** An event of a journal. */
export const event = v.lazy((input) => {
  const type = (input as { readonly type?: unknown } | undefined)?.type;
  return isKnown(type)
    ? shapes[type]
    : v.looseObject({ type: v.picklist(Object.keys(shapes), "no kind of event that this version knows") });
});
