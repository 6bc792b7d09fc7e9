import { referenceMerge, studioMerge } from "../../engine/index.ts";
import { offeredIn, type OptimizerName } from "../../rivals/optimizers.ts";
import { check, choice, number } from "./option-table.ts";

const search = "The search";
const mergeOf = { studio: studioMerge, reference: referenceMerge };

const optimizerTitles = Object.fromEntries(
  offeredIn("new runs").map(({ optimizer, name }) => [optimizer, name]),
) as Readonly<Record<OptimizerName, string>>;

/** Of a draft; the presets of the search have sizes of their own. */
const usualMinibatch = 5;

/** How the search goes about it. */
export const searchOptions = {
  optimizer: choice({
    usual: "gepa",
    group: search,
    title: "Optimizer",
    sentence: "GEPA, or a rival on the same budget, to compare.",
    choices: optimizerTitles,
  }),
  preset: choice({
    usual: "studio",
    group: search,
    title: "Preset",
    sentence:
      "Studio is GEPA with the lessons of the field switched on. Reference makes the very decisions of gepa 0.1.4.",
    choices: { studio: "Studio", reference: "Reference" },
  }),
  seed: number({
    usual: 1,
    group: search,
    title: "Seed of the search",
    sentence: "The same seed and the same answers give the same journal.",
    min: 0,
    max: 4_294_967_295,
    spec: (seed) => ({ seed }),
  }),
  minibatch: number({
    usual: usualMinibatch,
    group: search,
    title: "Rows per minibatch",
    sentence:
      "A rewrite must do better on these few rows before judging rows are spent on it. More rows: fewer flukes, more requests. The reference takes 3 where this is left as it is.",
    min: 1,
    max: 50,
    spec: (size, preset) =>
      preset === "reference" && size === usualMinibatch ? {} : { minibatch: { size } },
  }),
  failureAware: check({
    usual: true,
    group: search,
    title: "Look for failing rows",
    sentence:
      "All but the first row of a minibatch that the parent is known to get right are swapped for rows it fails, and where fewer than two fail as many rows more are tried: a reflector with nothing to read learns nothing.",
    when: { preset: "studio" },
    spec: (failureAware) => ({ minibatch: { failureAware } }),
  }),
  validation: choice({
    usual: "inherit",
    group: search,
    title: "How a rewrite is judged",
    sentence:
      "On at most ten judging rows beside its parent, five of them rows the parent fails; on the others it inherits its parent's scores, marked, until it leads and they are asked. The first prompt too is asked more rows only as they are needed. Or on every row at once, for many more requests.",
    choices: {
      inherit: "On a few rows until it leads",
      full: "On every row at once",
      "k-fold": "On all but a part, another part left out for each",
    },
    when: { preset: "studio" },
    spec: (kind) => (kind === "full" ? { validation: { kind } } : {}),
  }),
  folds: number({
    usual: 5,
    group: search,
    title: "Parts of the judging rows",
    sentence:
      "Of so many parts one is left out for each rewrite, so that two of them are rarely judged on the same rows.",
    min: 2,
    max: 20,
    when: { preset: "studio", validation: "k-fold" },
    spec: (folds) => ({ validation: { kind: "k-fold", folds } }),
  }),
  seedRows: check({
    usual: false,
    group: search,
    title: "Judge the first prompt on every row at once",
    sentence:
      "Its whole score is then known from the start, for as many requests as there are judging rows; else the final asks what is left.",
    when: { preset: "studio", validation: "inherit" },
    spec: (all) => ({ seedRows: all ? "all" : "few" }),
  }),
  parentSelector: choice({
    usual: "newest-best",
    group: search,
    title: "Who is improved next",
    sentence:
      "Half the time the newest of the best, half the time drawn among candidates that are best on some row. Current best alone is greedy and can get stuck.",
    choices: {
      "newest-best": "The best, and the Pareto frontier",
      pareto: "Pareto frontier",
      "current-best": "Current best",
      "epsilon-greedy": "Best, now and then another",
      "top-k-pareto": "Pareto among the best few",
    },
    spec: (kind) => (kind === "pareto" || kind === "current-best" ? { parentSelector: { kind } } : {}),
  }),
  epsilon: number({
    usual: 0.1,
    group: search,
    title: "How often another",
    sentence: "Share of iterations that take a random candidate instead of the best.",
    min: 0,
    max: 1,
    step: 0.05,
    when: { parentSelector: "epsilon-greedy" },
    spec: (epsilon) => ({ parentSelector: { kind: "epsilon-greedy", epsilon } }),
  }),
  topK: number({
    usual: 5,
    group: search,
    title: "How many of the best",
    sentence: "The frontier is drawn among this many candidates with the highest mean.",
    min: 1,
    max: 50,
    when: { parentSelector: "top-k-pareto" },
    spec: (k) => ({ parentSelector: { kind: "top-k-pareto", k } }),
  }),
  frontier: choice({
    usual: "instance",
    group: search,
    title: "Frontier keys",
    sentence:
      "A candidate stays alive when it is best on a row, on an objective, on either, or on a pair of both.",
    choices: {
      instance: "Rows",
      objective: "Objectives",
      hybrid: "Rows and objectives",
      cartesian: "Pairs of row and objective",
    },
    spec: (frontier) => ({ frontier }),
  }),
  acceptance: choice({
    usual: "parts-break-ties",
    group: search,
    title: "The gate",
    sentence:
      "What a rewrite must do on its minibatch. Where scores tie, what else is measured decides: the chance of the right label, or several metrics. With a noisy judge a little tolerance keeps good ones from being lost.",
    choices: {
      "parts-break-ties": "Better, or as good and surer of it",
      strict: "Better than its parent",
      "improvement-or-equal": "Better or equal",
      tolerance: "Not worse than a tolerance",
    },
    spec: (kind) => (kind === "tolerance" ? {} : { acceptance: { kind } }),
  }),
  tolerance: number({
    usual: 0.5,
    group: search,
    title: "Tolerance of the gate",
    sentence: "By how much the minibatch sum may be lower.",
    min: 0,
    max: 10,
    step: 0.1,
    when: { acceptance: "tolerance" },
    spec: (tolerance) => ({ acceptance: { kind: "tolerance", tolerance } }),
  }),
  merge: check({
    usual: false,
    group: search,
    title: "Merge candidates",
    sentence:
      "Tries to join two frontier candidates with a common ancestor. Worth it for programs of several prompts; with one it has little to join.",
    spec: (isOn, preset) => ({ merge: isOn ? mergeOf[preset] : null }),
  }),
  reuse: check({
    usual: true,
    group: search,
    title: "Read a parent's answer again",
    sentence:
      "Does not pay twice for the same prompt on the same row. Only where the Student answers the same way every time.",
    when: { preset: "studio" },
    spec: (reuseParentRollouts) => ({ reuseParentRollouts }),
  }),
  skipPerfect: check({
    usual: true,
    group: search,
    title: "Skip perfect minibatches",
    sentence: "No reflection when every row of the minibatch is already right.",
    spec: (skips) => ({ perfectScore: skips ? 1 : null }),
  }),
  proposals: number({
    usual: 1,
    group: search,
    title: "Parents per iteration",
    sentence: "Several candidates are rewritten at once; useful with many requests at once.",
    min: 1,
    max: 16,
    when: { preset: "studio" },
    spec: (n) => ({ sampling: n > 1 ? { kind: "independent", n } : { kind: "single" } }),
  }),
  rewritesEach: number({
    usual: 1,
    group: search,
    title: "Rewrites of each parent",
    sentence: "Each parent of an iteration is rewritten so many times, every time from other rows.",
    min: 1,
    max: 8,
    when: { preset: "studio" },
    spec: (n, _preset, { proposals }) => {
      const p = Number(proposals);
      if (n === 1) return {};
      return { sampling: p > 1 ? { kind: "p-by-n", p, n } : { kind: "same-parent", n } };
    },
  }),
};
