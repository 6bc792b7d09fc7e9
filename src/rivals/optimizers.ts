/**
 * How much of the feedback the Reflection model sees: all of it, only the expected answer, or only the score ("eyes
 * shut": the same engine and reflector, blind). For showing what reading is worth.
 */
export type FeedbackLevel = "all" | "expected-answer" | "score-only";

/** One way to search: GEPA, told more or less, or a rival over the same ports and the same journal. */
interface Optimizer {
  readonly name: string;
  /** One sentence: how it goes about it, and what it is told. */
  readonly says: string;
  readonly search: { readonly kind: "gepa"; readonly feedback: FeedbackLevel } | { readonly kind: "rival" };
  /** Where a user can choose it. */
  readonly offered: "everywhere" | "races" | "new runs";
  /** It puts demonstrations where the task has a place for them. */
  readonly seeksDemos?: boolean;
}

const rival = { kind: "rival" } as const;

/** Every optimizer a run can name, in the order they are offered in. What a rival does is in `run-rival.ts`. */
export const optimizers = {
  gepa: {
    name: "GEPA",
    says: "Reads the traces: what was expected and which words decided.",
    search: { kind: "gepa", feedback: "all" },
    offered: "everywhere",
  },
  "gepa-expected-answer": {
    name: "GEPA, expected answers only",
    says: "The same engine and reflector; feedback names the expected answer and nothing more.",
    search: { kind: "gepa", feedback: "expected-answer" },
    offered: "races",
  },
  "gepa-eyes-shut": {
    name: "GEPA with its eyes shut",
    says: "The same engine and reflector; feedback is only the score.",
    search: { kind: "gepa", feedback: "score-only" },
    offered: "races",
  },
  mipro: {
    name: "MIPROv2",
    says: "Demonstrations from labelled rows, instructions proposed from data and tips, chosen by an estimator. In its heavy auto mode, as the paper runs it.",
    search: rival,
    offered: "everywhere",
    seeksDemos: true,
  },
  "mipro-medium": {
    name: "MIPROv2, medium",
    says: "MIPROv2 in its medium auto mode: fewer instructions, demo sets and trials.",
    search: rival,
    offered: "new runs",
    seeksDemos: true,
  },
  "mipro-light": {
    name: "MIPROv2, light",
    says: "MIPROv2 in its light auto mode: fewest of all.",
    search: rival,
    offered: "new runs",
    seeksDemos: true,
  },
  "mipro-no-demos": {
    name: "MIPROv2 without demos",
    says: "MIPROv2 that only searches instructions.",
    search: rival,
    offered: "everywhere",
  },
  policy: {
    name: "Group-relative policy search",
    says: "GRPO's update over prompt edits; sees only scores. GRPO itself trains weights; this one searches prompts.",
    search: rival,
    offered: "everywhere",
  },
  greedy: {
    name: "Greedy search",
    says: "One random edit at a time to the best prompt; sees only scores.",
    search: rival,
    offered: "everywhere",
  },
  beam: {
    name: "Beam search",
    says: "Four prompts kept, edited at random; sees only scores.",
    search: rival,
    offered: "everywhere",
  },
  random: {
    name: "Random search",
    says: "Random sets of edits; sees only scores.",
    search: rival,
    offered: "everywhere",
  },
} as const satisfies Readonly<Record<string, Optimizer>>;

type Table = typeof optimizers;
export type OptimizerName = keyof Table;
export type RivalName = {
  [Name in OptimizerName]: Table[Name]["search"]["kind"] extends "rival" ? Name : never;
}[OptimizerName];

export const optimizerNames = Object.keys(optimizers) as readonly OptimizerName[];
export const rivalNames: readonly RivalName[] = optimizerNames.filter(isRival);

export function isOptimizer(name: string): name is OptimizerName {
  return Object.hasOwn(optimizers, name);
}

export function isRival(name: OptimizerName): name is RivalName {
  return optimizers[name].search.kind === "rival";
}

export function isGepa(name: string): boolean {
  return isOptimizer(name) && !isRival(name);
}

export function seeksDemos(name: OptimizerName): boolean {
  return "seeksDemos" in optimizers[name];
}

/** What people call it; one this studio does not know goes by the name it has. */
export function optimizerTitle(name: string): string {
  return isOptimizer(name) ? optimizers[name].name : name;
}

/** One that a user can choose. */
interface Entrant extends Pick<Optimizer, "name" | "says"> {
  readonly optimizer: OptimizerName;
}

export function offeredIn(place: "races" | "new runs"): readonly Entrant[] {
  return optimizerNames.flatMap((optimizer) => {
    const { name, says, offered } = optimizers[optimizer];
    return offered === "everywhere" || offered === place ? [{ optimizer, name, says }] : [];
  });
}

/** Who can take part in a race. */
export const entrants = offeredIn("races");
