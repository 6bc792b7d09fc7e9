import type { Draft } from "./draft.ts";
import type { OptionField } from "./option-field.ts";

const search = "The search";
const studio = (draft: Draft): boolean => draft.options.preset === "studio";

/** How the search goes about it. */
export const searchOptions: readonly OptionField[] = [
  {
    key: "preset",
    group: search,
    title: "Preset",
    sentence:
      "Studio is GEPA with the lessons of the field switched on. Reference makes the very decisions of gepa 0.1.4.",
    control: {
      kind: "choice",
      choices: [
        ["studio", "Studio"],
        ["reference", "Reference"],
      ],
    },
  },
  {
    key: "seed",
    group: search,
    title: "Seed of the search",
    sentence: "The same seed and the same answers give the same journal.",
    control: { kind: "number", min: 0, max: 4_294_967_295 },
  },
  {
    key: "minibatch",
    group: search,
    title: "Rows per minibatch",
    sentence:
      "A rewrite must do better on these few rows before all judging rows are spent on it. More rows: fewer flukes, more calls.",
    control: { kind: "number", min: 1, max: 50 },
  },
  {
    key: "failureAware",
    group: search,
    title: "Always include a failing row",
    sentence:
      "Swaps a row in when the next minibatch would hold nothing the parent fails: a reflector with nothing to read learns nothing.",
    control: { kind: "check" },
    when: studio,
  },
  {
    key: "parentSelector",
    group: search,
    title: "Who is improved next",
    sentence:
      "Pareto draws among candidates that are best on some row. Current best is greedy and can get stuck.",
    control: {
      kind: "choice",
      choices: [
        ["pareto", "Pareto frontier"],
        ["current-best", "Current best"],
        ["epsilon-greedy", "Best, now and then another"],
        ["top-k-pareto", "Pareto among the best few"],
      ],
    },
  },
  {
    key: "epsilon",
    group: search,
    title: "How often another",
    sentence: "Share of iterations that take a random candidate instead of the best.",
    control: { kind: "number", min: 0, max: 1, step: 0.05 },
    when: (draft) => draft.options.parentSelector === "epsilon-greedy",
  },
  {
    key: "topK",
    group: search,
    title: "How many of the best",
    sentence: "The frontier is drawn among this many candidates with the highest mean.",
    control: { kind: "number", min: 1, max: 50 },
    when: (draft) => draft.options.parentSelector === "top-k-pareto",
  },
  {
    key: "frontier",
    group: search,
    title: "Frontier keys",
    sentence:
      "A candidate stays alive when it is best on a row, on an objective, on either, or on a pair of both.",
    control: {
      kind: "choice",
      choices: [
        ["instance", "Rows"],
        ["objective", "Objectives"],
        ["hybrid", "Rows and objectives"],
        ["cartesian", "Pairs of row and objective"],
      ],
    },
  },
  {
    key: "acceptance",
    group: search,
    title: "The gate",
    sentence:
      "What a rewrite must do on its minibatch. With a noisy judge a little tolerance keeps good ones from being lost.",
    control: {
      kind: "choice",
      choices: [
        ["strict", "Better than its parent"],
        ["improvement-or-equal", "Better or equal"],
        ["tolerance", "Not worse than a tolerance"],
      ],
    },
  },
  {
    key: "tolerance",
    group: search,
    title: "Tolerance of the gate",
    sentence: "By how much the minibatch sum may be lower.",
    control: { kind: "number", min: 0, max: 10, step: 0.1 },
    when: (draft) => draft.options.acceptance === "tolerance",
  },
  {
    key: "merge",
    group: search,
    title: "Merge candidates",
    sentence:
      "Tries to join two frontier candidates with a common ancestor. Worth it for programs of several prompts; with one it has little to join.",
    control: { kind: "check" },
  },
  {
    key: "reuse",
    group: search,
    title: "Read a parent's answer again",
    sentence:
      "Does not pay twice for the same prompt on the same row. Only where the Student answers the same way every time.",
    control: { kind: "check" },
    when: studio,
  },
  {
    key: "skipPerfect",
    group: search,
    title: "Skip perfect minibatches",
    sentence: "No reflection when every row of the minibatch is already right.",
    control: { kind: "check" },
  },
  {
    key: "proposals",
    group: search,
    title: "Proposals per iteration",
    sentence: "Several parents are worked on at once; useful with many parallel calls.",
    control: { kind: "number", min: 1, max: 16 },
    when: studio,
  },
  {
    key: "optimizer",
    group: search,
    title: "Optimizer",
    sentence: "GEPA, or a rival on the same budget, to compare.",
    control: {
      kind: "choice",
      choices: [
        ["gepa", "GEPA"],
        ["random", "Random search"],
        ["greedy", "Greedy search"],
        ["beam", "Beam search"],
        ["policy", "Group-relative policy search"],
        ["mipro", "MIPROv2, heavy"],
        ["mipro-medium", "MIPROv2, medium"],
        ["mipro-light", "MIPROv2, light"],
        ["mipro-no-demos", "MIPROv2 without demos"],
      ],
    },
  },
];
