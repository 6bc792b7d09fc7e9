import { estimateTokens } from "../../shared/estimate-tokens.ts";
import { mostExamples, showsOnly } from "../budget/reservation.ts";
import type { NewProposal, SampledTask } from "../journal/events.ts";
import { limitsOf } from "../reflector/limits.ts";
import { chosenExamples, partsOf, withExamples } from "../reflector/worked-examples.ts";
import { progressOf } from "../state/state.ts";
import type { RunState } from "../state/state.ts";
import type { StepContext } from "./step-context.ts";

/** Fewer show nothing that one row does not. */
const fewest = 2;
/** At most this share of the feedback rows stands in a prompt: the others are for learning. */
const mostOfRows = 0.25;

/**
 * The parent's text with some feedback rows and their right answers behind it, in place of those it had: a proposal that
 * takes no reflection. Made where rewrites of the parent were not better and no such text was among them (what a small
 * Reflection model cannot put into words can often be shown; MIPROv2 lives on it). None of the rows is in the minibatch,
 * so the gate learns whether they help on others. `isUnusable`: no rewrite came at all. Once no rewrite is to come it is
 * made again and again, of other rows each time. Null: nothing to show.
 */
export function proposeExamples(
  run: StepContext,
  state: RunState,
  { parent, minibatch }: SampledTask,
  isUnusable: boolean,
): Pick<NewProposal, "texts" | "examples"> | null {
  const { spec } = state;
  const { texts } = state.candidates[parent]!;
  const [component] = Object.keys(texts);
  const { workedExample } = run.ports;
  const most = Math.min(mostExamples(spec), Math.floor(spec.splits.feedback * mostOfRows));
  if (component === undefined || workedExample === undefined || most < fewest) return null;
  const { rejected } = progressOf(state, parent);
  const isDue = rejected.length > 0 || isUnusable;
  const wasTried = rejected.some(({ examples }) => examples !== undefined);
  if (!showsOnly(state) && (!isDue || wasTried)) return null;
  const apart = new Set([...minibatch, ...Object.keys(state.unanswered).map(Number)]);
  const positions = Array.from({ length: spec.splits.feedback }, (_, at) => at).filter(
    (at) => !apart.has(at),
  );
  const chosen = chosenExamples(run.random.shuffle(positions), workedExample, most);
  if (chosen.length < fewest) return null;
  const text = withExamples(partsOf(texts[component]!).instruction, chosen);
  const { tokens } = limitsOf(spec, component);
  if (tokens !== null && estimateTokens(text) > tokens) return null;
  return { texts: { [component]: text }, examples: chosen.map(({ at }) => at).toSorted((a, b) => a - b) };
}
