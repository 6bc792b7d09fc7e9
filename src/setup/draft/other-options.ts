import { ROUTING_BUDGET } from "../race/routing-run.ts";
import { check, choice, lines, number } from "./option-table.ts";

/** 0 stands for no limit. */
export const noneAtZero = (value: number): number | null => (value > 0 ? value : null);

/** Reflection, guards, the end of a run, rows and calls. */
export const otherOptions = {
  reflectionCalls: number({
    usual: ROUTING_BUDGET.reflectionCalls,
    group: "Reflection",
    title: "Most Reflection requests",
    sentence: "A cap on the requests to the Reflection model; judges it plays are counted with the rows.",
    min: 1,
    max: 10_000,
    spec: (most) => ({ budget: { reflectionCalls: noneAtZero(most) } }),
  }),
  objective: lines({
    group: "Reflection",
    title: "What the prompt is for",
    sentence: "Told to the Reflection model in so many words.",
    rows: 2,
    when: { preset: "studio" },
    spec: (words) => ({ reflector: { objective: words.trim() || null } }),
  }),
  background: lines({
    group: "Reflection",
    title: "Background it should know",
    sentence: "Facts about the house, the format, the readers. The Student never sees this.",
    rows: 3,
    when: { preset: "studio" },
    spec: (words) => ({ reflector: { background: words.trim() || null } }),
  }),
  workedExamples: number({
    usual: 8,
    group: "Reflection",
    title: "Try worked examples",
    sentence:
      "Where rewrites were not better: at most so many rows with their right answers, put behind the prompt as a proposal of its own. Where that was tried, other rows follow once no Reflection request is left. 0: never.",
    min: 0,
    max: 20,
    when: { preset: "studio" },
    spec: (workedExamples) => ({ reflector: { workedExamples } }),
  }),
  rejectedMemory: number({
    usual: 3,
    group: "Reflection",
    title: "Show rejected attempts",
    sentence:
      "How many earlier rewrites of the same parent that failed are shown, so that they are not tried again.",
    min: 0,
    max: 10,
    when: { preset: "studio" },
    spec: (rejectedMemory) => ({ reflector: { rejectedMemory } }),
  }),
  combee: check({
    usual: false,
    group: "Reflection",
    title: "Reflect in groups",
    sentence: "For large minibatches: reflects on groups of rows first, then joins what was found (ComBEE).",
    when: { preset: "studio" },
    spec: (combee) => ({ reflector: { combee } }),
  }),
  letter: choice({
    usual: "auto",
    group: "Reflection",
    title: "How the Reflection model is asked",
    sentence:
      "Small models answer a short, plain letter better than a full one. When an answer cannot be used, the next form is tried by itself: another draw, a line for each allowed answer, the short letter, causes first, single edits.",
    choices: {
      auto: "As its size suggests",
      full: "Full letter first",
      short: "Short letter first",
    },
    when: { preset: "studio" },
  }),
  hypotheses: number({
    usual: 1,
    group: "Reflection",
    title: "Hypotheses per letter",
    sentence:
      "More than 1 asks for several causes at once, each with its own small edit; all are tried on the same rows and the best is kept. For strong models: it costs rows, and small models cannot keep to the form.",
    min: 1,
    max: 5,
    when: { preset: "studio" },
    spec: (hypotheses) => ({ reflector: { hypotheses } }),
  }),
  copyGuard: check({
    usual: true,
    group: "Guards",
    title: "Copy guard",
    sentence:
      "Refuses a rewrite that copies eight words in a row from a row it learns from: that would be remembering, not learning.",
    when: { preset: "studio" },
    spec: (isOn) => (isOn ? {} : { guards: { copyGuard: null } }),
  }),
  mustKeep: lines({
    group: "Guards",
    title: "Words that must stay",
    sentence: "One a line: legal text, placeholders. A rewrite that loses one is refused.",
    rows: 2,
    when: { preset: "studio" },
    spec: (text) => ({ guards: { mustKeep: literalsIn(text) } }),
  }),
  tokenCap: number({
    usual: 0,
    group: "Guards",
    title: "Longest prompt, in tokens",
    sentence: "0 means no cap. Small models forget long prompts.",
    min: 0,
    max: 100_000,
    when: { preset: "studio" },
    spec: (most) => ({ guards: { tokenCap: most > 0 ? { "*": most } : {} } }),
  }),
  final: check({
    usual: true,
    group: "The end",
    title: "Hold a final",
    sentence:
      "The leading three answer every judging row, and rows none of them has seen where there are any. The first prompt stays unless the best of them does clearly better. Without: the highest mean wins.",
    when: { preset: "studio" },
    spec: (isHeld) => (isHeld ? {} : { final: null, winner: { kind: "highest-mean" } }),
  }),
  finalTest: check({
    usual: true,
    group: "The end",
    title: "Open the sealed test at the end",
    sentence: "Seed and winner answer rows nobody has seen. Not part of the budget.",
  }),
  stopScore: number({
    usual: 0,
    group: "The end",
    title: "Stop at this score, in percent",
    sentence: "0 means the search uses its whole budget.",
    min: 0,
    max: 100,
    spec: (percent) => ({ stop: { score: noneAtZero(percent / 100) } }),
  }),
  noImprovement: number({
    usual: 0,
    group: "The end",
    title: "Stop after iterations without a better one",
    sentence: "0 means never.",
    min: 0,
    max: 1000,
    spec: (iterations) => ({ stop: { noImprovement: noneAtZero(iterations) } }),
  }),
  minutes: number({
    usual: 0,
    group: "The end",
    title: "Most minutes",
    sentence: "0 means no limit. Requests under way are finished.",
    min: 0,
    max: 100_000,
  }),
  tokens: number({
    usual: 0,
    group: "The end",
    title: "Most tokens",
    sentence: "0 means no limit. Counted as the endpoints report them.",
    min: 0,
    max: 1_000_000_000,
    step: 1000,
  }),
  usd: number({
    usual: 0,
    group: "The end",
    title: "Most money, in US dollars",
    sentence:
      "0 means the usual: 5 dollars where a model costs money. Counts only requests whose price is known.",
    min: 0,
    max: 10_000,
    step: 0.5,
  }),
  splitSeed: number({
    usual: 1,
    group: "Rows and requests",
    title: "Seed of the division",
    sentence: "Which rows are learned from, judged by and sealed.",
    min: 0,
    max: 4_294_967_295,
    when: { task: "rows" },
  }),
  temperature: number({
    usual: 0,
    group: "Rows and requests",
    title: "Temperature of the Student",
    sentence: "0 answers the same way each time, which makes scores mean more.",
    min: 0,
    max: 2,
    step: 0.1,
    when: { task: "rows" },
  }),
  maxTokens: number({
    usual: 0,
    group: "Rows and requests",
    title: "Longest answer, in tokens",
    sentence: "0 takes 24 for labels and 512 for texts.",
    min: 0,
    max: 32_000,
    when: { task: "rows" },
  }),
  repeats: number({
    usual: 1,
    group: "Rows and requests",
    title: "Answers per row",
    sentence:
      "More than 1 for Students that answer differently each time: the score is their mean, the worst is shown. A row then takes as many requests.",
    min: 1,
    max: 10,
    when: { task: "rows" },
  }),
  concurrency: number({
    usual: 0,
    group: "Rows and requests",
    title: "Requests at once",
    sentence: "0 takes what the Student is known to bear. The journal does not depend on it.",
    min: 0,
    max: 256,
  }),
};

/** For every component: each line that says something. */
function literalsIn(text: string): Readonly<Record<string, readonly string[]>> {
  const literals = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return literals.length > 0 ? { "*": literals } : {};
}
