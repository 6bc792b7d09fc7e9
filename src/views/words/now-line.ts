import { type Phase, reflectionCallsLeft, type RunState, showsOnly } from "../../engine/index.ts";
import { plural } from "./numbers.ts";

/** What a run is doing at this moment, from where its journal stands. */
interface NowLine {
  readonly iteration: number;
  /** Candidates at work, to be shown with their marks before the words. */
  readonly candidates: readonly number[];
  readonly doing: string;
  /** Rollouts this step needs at most; 0 when it needs none. */
  readonly rollouts: number;
}

export function nowLine(state: RunState): NowLine {
  return { iteration: iterationOf(state), ...lineOf(state, state.phase) };
}

/** Between iterations the next one has begun for a reader, though its first event is still to come. */
function iterationOf(state: RunState): number {
  return state.phase.at === "between" ? state.iteration + 1 : state.iteration;
}

function lineOf(state: RunState, phase: Phase): Omit<NowLine, "iteration"> {
  switch (phase.at) {
    case "seeding":
      return { candidates: [0], doing: "on its first Pareto rows", rollouts: state.spec.splits.pareto };
    case "between":
    case "merge-failed":
      return { candidates: [], doing: "draws a parent and a minibatch", rollouts: 0 };
    case "merge-found":
      return {
        candidates: phase.found.parents,
        doing: `merged, on ${plural(phase.found.subsample.length, "row")}`,
        rollouts: phase.found.subsample.length,
      };
    case "selected":
      return {
        candidates: [...new Set(phase.tasks.map((task) => task.parent))],
        doing: minibatchWords(state, phase),
        rollouts: phase.tasks.reduce((sum, task) => sum + task.minibatch.length, 0) * looks(state, phase),
      };
    case "parents-evaluated":
      return {
        candidates: [...new Set(phase.tasks.map((task) => task.parent))],
        doing: readingWords(state, phase),
        rollouts: 0,
      };
    case "reflected":
      return {
        candidates: [...new Set(phase.gate.flatMap(({ entry }) => entry.parents))],
        doing: `against ${gateWords(phase)} on the same rows`,
        rollouts: phase.gate.reduce((sum, { entry }) => sum + entry.minibatch.length, 0),
      };
    case "validating":
      return {
        candidates: [],
        doing: `c${state.candidates.length} on ${rowsWords(phase.queue[0]?.validate ?? null)}`,
        rollouts: phase.queue.reduce(
          (sum, { validate }) => sum + (validate?.length ?? state.spec.splits.pareto),
          0,
        ),
      };
    case "verifying":
      return {
        candidates: [phase.candidate],
        doing: verifyingWords[phase.purpose],
        rollouts: phase.examples.length,
      };
    case "final":
      return {
        candidates: phase.finalists.map(({ candidate }) => candidate),
        doing: "in the final",
        rollouts:
          phase.finalists.reduce((sum, { examples }) => sum + examples.length, 0) +
          (state.candidates[0]?.openRows ?? 0) +
          phase.fresh.length * (phase.finalists.length + 1),
      };
  }
}

type TaskPhase = Extract<Phase, { readonly tasks: unknown }>;

const isGiven = ({ tasks }: TaskPhase): boolean => tasks.every(({ given }) => given !== undefined);

function minibatchWords(state: RunState, phase: TaskPhase): string {
  const where = phase.tasks.length === 1 ? "on a minibatch" : `on ${phase.tasks.length} minibatches`;
  if (isGiven(phase) || !showsOnly(state)) return where;
  return `${where}, for further worked examples (${whyNoLetter(state)})`;
}

/** What follows the parents' scores: a letter, or none where a text is given or no rewrite is to come. */
function readingWords(state: RunState, phase: TaskPhase): string {
  if (isGiven(phase)) return "goes to the gate with the text it was given";
  return showsOnly(state)
    ? `gets other worked examples: ${whyNoLetter(state)}`
    : "is being read by the Reflection model";
}

function whyNoLetter(state: RunState): string {
  return reflectionCallsLeft(state) <= 0
    ? "no Reflection request is left"
    : "the Reflection model writes nothing new";
}

/** What stands at the gate against its parents. */
function gateWords({ gate }: Extract<Phase, { at: "reflected" }>): string {
  const shows = gate.filter(({ entry }) => entry.examples !== undefined).length;
  const yours = gate.filter(({ entry }) => entry.kind === "person").length;
  const rewrites = gate.length - shows - yours;
  const parts = [
    ...(rewrites === 0 ? [] : [rewrites === 1 ? "its rewrite" : `${rewrites} rewrites`]),
    ...(yours === 0 ? [] : ["your text"]),
    ...(shows === 0 ? [] : ["its text with worked examples"]),
  ];
  return parts.join(" and ");
}

const verifyingWords = {
  noise: "is asked the same rows again, to see how far answers differ",
  opening: "is asked more rows: too few that it fails are known",
  verify: "leads: is asked the rows it was not asked yet",
} as const;

/** A minibatch of one task is looked for twice where hardly a row of it fails. */
function looks({ spec }: RunState, { tasks }: Extract<Phase, { at: "selected" }>): number {
  return tasks.length === 1 && spec.minibatch.failureAware ? 2 : 1;
}

function rowsWords(rows: readonly number[] | null): string {
  return rows === null ? "every Pareto row" : plural(rows.length, "Pareto row");
}
