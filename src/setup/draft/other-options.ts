import type { Draft } from "./draft.ts";
import type { OptionField } from "./option-field.ts";

const studio = (draft: Draft): boolean => draft.options.preset === "studio";

/** Reflection, guards, the end of a run, rows and calls. */
export const otherOptions: readonly OptionField[] = [
  {
    key: "reflectionCalls",
    group: "Reflection",
    title: "Most reflections",
    sentence: "A cap on the calls to the stronger model.",
    control: { kind: "number", min: 1, max: 10_000 },
  },
  {
    key: "objective",
    group: "Reflection",
    title: "What the prompt is for",
    sentence: "Told to the Reflection model in so many words.",
    control: { kind: "text", rows: 2 },
    when: studio,
  },
  {
    key: "background",
    group: "Reflection",
    title: "Background it should know",
    sentence: "Facts about the house, the format, the readers. The Student never sees this.",
    control: { kind: "text", rows: 3 },
    when: studio,
  },
  {
    key: "rejectedMemory",
    group: "Reflection",
    title: "Show rejected attempts",
    sentence:
      "How many earlier rewrites of the same parent that failed are shown, so that they are not tried again.",
    control: { kind: "number", min: 0, max: 10 },
    when: studio,
  },
  {
    key: "combee",
    group: "Reflection",
    title: "Reflect in groups",
    sentence: "For large minibatches: reflects on groups of rows first, then joins what was found (ComBEE).",
    control: { kind: "check" },
    when: studio,
  },
  {
    key: "copyGuard",
    group: "Guards",
    title: "Copy guard",
    sentence:
      "Refuses a rewrite that copies eight words in a row from a row it learns from: that would be remembering, not learning.",
    control: { kind: "check" },
    when: studio,
  },
  {
    key: "mustKeep",
    group: "Guards",
    title: "Words that must stay",
    sentence: "One a line: legal text, placeholders. A rewrite that loses one is refused.",
    control: { kind: "text", rows: 2 },
    when: studio,
  },
  {
    key: "tokenCap",
    group: "Guards",
    title: "Longest prompt, in tokens",
    sentence: "0 means no cap. Small models forget long prompts.",
    control: { kind: "number", min: 0, max: 100_000 },
    when: studio,
  },
  {
    key: "winner",
    group: "The end",
    title: "Which candidate wins",
    sentence: "Within one row of the best the shorter prompt wins; or simply the highest mean.",
    control: {
      kind: "choice",
      choices: [
        ["noise-band", "Shortest among the best"],
        ["highest-mean", "Highest mean"],
      ],
    },
    when: studio,
  },
  {
    key: "finalTest",
    group: "The end",
    title: "Open the sealed test at the end",
    sentence: "Seed and winner answer rows nobody has seen. Not part of the budget.",
    control: { kind: "check" },
  },
  {
    key: "stopScore",
    group: "The end",
    title: "Stop at this score, in percent",
    sentence: "0 means the search uses its whole budget.",
    control: { kind: "number", min: 0, max: 100 },
  },
  {
    key: "noImprovement",
    group: "The end",
    title: "Stop after iterations without a better one",
    sentence: "0 means never.",
    control: { kind: "number", min: 0, max: 1000 },
  },
  {
    key: "minutes",
    group: "The end",
    title: "Most minutes",
    sentence: "0 means no limit. Calls under way are finished.",
    control: { kind: "number", min: 0, max: 100_000 },
  },
  {
    key: "tokens",
    group: "The end",
    title: "Most tokens",
    sentence: "0 means no limit. Counted as the endpoints report them.",
    control: { kind: "number", min: 0, max: 1_000_000_000, step: 1000 },
  },
  {
    key: "usd",
    group: "The end",
    title: "Most money, in US dollars",
    sentence:
      "0 means the usual: 5 dollars where a model costs money. Counts only calls whose price is known.",
    control: { kind: "number", min: 0, max: 10_000, step: 0.5 },
  },
  {
    key: "splitSeed",
    group: "Rows and calls",
    title: "Seed of the division",
    sentence: "Which rows are learnt from, judged by and sealed.",
    control: { kind: "number", min: 0, max: 4_294_967_295 },
    when: (draft) => draft.task === "rows",
  },
  {
    key: "temperature",
    group: "Rows and calls",
    title: "Temperature of the Student",
    sentence: "0 answers the same way each time, which makes scores mean more.",
    control: { kind: "number", min: 0, max: 2, step: 0.1 },
    when: (draft) => draft.task === "rows",
  },
  {
    key: "maxTokens",
    group: "Rows and calls",
    title: "Longest answer, in tokens",
    sentence: "0 takes 24 for labels and 512 for texts.",
    control: { kind: "number", min: 0, max: 32_000 },
    when: (draft) => draft.task === "rows",
  },
  {
    key: "repeats",
    group: "Rows and calls",
    title: "Answers per row",
    sentence:
      "More than 1 for Students that answer differently each time: the score is their mean, the worst is shown. Each call of the budget then costs as many answers.",
    control: { kind: "number", min: 1, max: 10 },
    when: (draft) => draft.task === "rows",
  },
  {
    key: "concurrency",
    group: "Rows and calls",
    title: "Calls at once",
    sentence: "0 takes what the Student is known to bear. The journal does not depend on it.",
    control: { kind: "number", min: 0, max: 256 },
  },
];
