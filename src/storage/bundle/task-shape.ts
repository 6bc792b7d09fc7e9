import * as v from "valibot";

import { galleryEntries } from "../../tasks/gallery/entries.ts";
import { metrics } from "../../tasks/metrics/registry.ts";
import { count, finite, text, texts } from "./row-shapes.ts";

/** A generator writes as many rows as it is asked for, on the spot: a stranger's number must not freeze the reader's tab. */
const mostGenerated = 5000;
const mostRepeats = 10;
const mostPassages = 100;
const mostTokens = 1_000_000;

/** A whole number that is something's count, with what to say when it is absurd. */
function atMost(most: number, what: string) {
  return v.pipe(
    count,
    v.maxValue(
      most,
      ({ input }) =>
        `${input.toLocaleString("en")} ${what}; at most ${most.toLocaleString("en")} are possible`,
    ),
  );
}

/** A name this version knows; refused by that name. */
export function known(names: object, what: string) {
  return v.pipe(
    text,
    v.check(
      (name) => Object.hasOwn(names, name),
      ({ input }) => `there is no ${what} called "${input}" in this version of the studio`,
    ),
  );
}

const generator = known(galleryEntries, "generator of rows");
const metricKind = known(metrics, "metric");

const generated = atMost(mostGenerated, "rows of one split");
const seed = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const source = v.variant("kind", [
  v.looseObject({
    kind: v.literal("generated"),
    generator,
    policySeed: seed,
    sizes: v.looseObject({ feedback: generated, pareto: generated, test: generated }),
  }),
  v.looseObject({
    kind: v.literal("dataset"),
    datasetId: text,
    inputColumns: v.array(text),
    expectedColumn: v.optional(text),
    split: v.looseObject({
      seed: finite,
      shares: v.looseObject({ feedback: finite, pareto: finite, test: finite }),
    }),
  }),
]);

const output = v.variant("kind", [
  v.looseObject({ kind: v.literal("text") }),
  v.looseObject({ kind: v.literal("label"), labels: v.array(text) }),
  v.looseObject({
    kind: v.literal("json"),
    schema: v.optional(v.looseObject({})),
    isObject: v.optional(v.literal(true)),
  }),
]);
const module = v.looseObject({
  name: text,
  component: text,
  demosComponent: v.optional(text),
  userTemplate: text,
  role: v.picklist(["student", "reflection"]),
  output,
  maxTokens: atMost(mostTokens, "tokens of one answer"),
  temperature: finite,
  search: v.optional(
    v.looseObject({ query: text, passages: atMost(mostPassages, "passages of one search") }),
  ),
  when: v.optional(v.looseObject({ value: text, isOneOf: v.array(text) })),
});

/** What a task must at least be for the rest of the app to read and run it. */
export const task = v.looseObject({
  id: text,
  name: text,
  source,
  // Without modules the texts themselves are judged.
  program: v.looseObject({ modules: v.array(module) }),
  documents: v.optional(
    v.variant("kind", [
      v.looseObject({ kind: v.literal("dataset"), datasetId: text, textColumn: text }),
      v.looseObject({ kind: v.literal("encyclopaedia"), seed }),
    ]),
  ),
  repeats: v.optional(atMost(mostRepeats, "answers to one row")),
  metrics: v.array(
    v.looseObject({
      kind: metricKind,
      name: text,
      weight: v.pipe(finite, v.minValue(0)),
      negate: v.optional(v.boolean()),
      threshold: v.optional(finite),
      options: v.record(text, v.unknown()),
    }),
  ),
  seedCandidate: v.pipe(
    texts,
    v.check((candidate) => Object.keys(candidate).length > 0, "there is no text to start from"),
  ),
  objective: v.optional(text),
  background: v.optional(text),
});
