import type { SeededRandom } from "../../shared/seeded-random.ts";
import { constraints } from "../metrics/constraints/catalogue.ts";
import type { TaskSpec } from "../task-spec.ts";
import { disjointRows, type GeneratedRow } from "./disjoint-rows.ts";
import { type RowSizes } from "./entries.ts";

const forms = [
  "Write a short note",
  "Write a few sentences",
  "Write a description",
  "Write an announcement",
  "Explain to a child",
  "Write a diary entry",
];
const subjects = [
  "a lighthouse in winter",
  "the first day at a bakery",
  "why bees matter",
  "a lost umbrella",
  "how to water a cactus",
  "a night train",
  "the smell of rain",
  "a market on Saturday",
  "learning to ride a bicycle",
  "an old radio",
  "a bridge that sings",
  "moving to another town",
];

type Demand = Readonly<Record<string, unknown>> & { readonly name: string };

/** Families from which at most one demand each is drawn, so that demands never contradict each other. */
const families: readonly ((random: SeededRandom) => Demand)[] = [
  (random) => ({ name: "at-most-words", count: 30 + 10 * random.below(5) }),
  (random) => ({ name: "exactly-sentences", count: 2 + random.below(3) }),
  (random) =>
    random.pick<Demand>([
      { name: "all-lower-case" },
      { name: "no-commas" },
      { name: "no-exclamation-marks" },
    ]),
  (random) => ({
    name: "includes-words",
    words: random.shuffled(["window", "copper", "quiet", "morning", "salt"]).slice(0, 2),
  }),
  (random) => ({ name: "ends-with", text: random.pick(["that is all.", "more tomorrow.", "who knows."]) }),
  () => ({ name: "no-digits" }),
];

/** Requests with two or three demands on form, each of which code can check. */
export function writingRows(seed: number, sizes: RowSizes) {
  return disjointRows("constraints", seed, sizes, writeRequest);
}

function writeRequest(random: SeededRandom): GeneratedRow {
  const demands = random
    .shuffled(families)
    .slice(0, 2 + random.below(2))
    .map((family) => family(random));
  const said = demands.map((demand) => constraints[demand.name]?.says(demand) ?? "");
  return {
    inputs: { request: [`${random.pick(forms)} about ${random.pick(subjects)}.`, ...said].join(" ") },
    expected: { constraints: JSON.stringify(demands) },
  };
}

/** Draft, then rewrite so that every demand is met: the shape of the paper's IFBench program. */
export function writingTask(seed: number, sizes: RowSizes): TaskSpec {
  const shared = { role: "student", output: { kind: "text" }, maxTokens: 220, temperature: 0 } as const;
  return {
    id: `constraints-${seed}`,
    name: "Writing under constraints",
    source: { kind: "generated", generator: "constraints", policySeed: seed, sizes },
    program: {
      modules: [
        { ...shared, name: "draft", component: "draft", userTemplate: "{{request}}" },
        {
          ...shared,
          name: "rewrite",
          component: "rewrite",
          userTemplate: "Request: {{request}}\n\nDraft: {{draft.output}}",
        },
      ],
    },
    metrics: [{ name: "constraints", kind: "constraints", weight: 1, options: { column: "constraints" } }],
    seedCandidate: {
      draft: "Answer the request.",
      rewrite: "Make sure that the draft does what the request asks for.",
    },
    objective: "Texts that meet every demand on their form.",
  };
}
