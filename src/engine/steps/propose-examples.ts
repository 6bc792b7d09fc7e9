import { estimateTokens } from "../../shared/estimate-tokens.ts";
import { showsOnly } from "../budget/reservation.ts";
import type { SampledTask } from "../journal/events.ts";
import { limitsOf } from "../reflector/limits.ts";
import { chosenExamples, partsOf, withExamples } from "../reflector/worked-examples.ts";
import { progressOf } from "../state/state.ts";
import type { RunState } from "../state/state.ts";
import type { StepContext } from "./step-context.ts";

/** Fewer show nothing that one row does not. */
const fewest = 2;
/** At most this share of the feedback rows stands in a prompt: the others are for learning. */
const mostOfRows = 0.25;

interface WithExamples {
  readonly text: string;
  /** Positions of the feedback rows it shows, ascending. */
  readonly examples: readonly number[];
}

/**
 * The parent's text with some feedback rows and their right answers behind it, in place of those it had: a proposal that
 * takes no reflection. Made where rewrites of the parent were not better and no such text was among them (what a small
 * Reflection model cannot put into words can often be shown; MIPROv2 lives on it). None of the rows is in the minibatch,
 * so the gate learns whether they help on others. `isUnusable`: no rewrite came at all. Once the reflections are spent it is
 * made again and again, of other rows each time. Null: nothing to show.
 */
export function proposeExamples(
  run: StepContext,
  state: RunState,
  { parent, minibatch }: SampledTask,
  isUnusable: boolean,
): WithExamples | null {
  const { spec } = state;
  const [component, ...others] = Object.keys(state.candidates[parent]!.texts);
  const { workedExample } = run.ports;
  const most = Math.min(spec.reflector.workedExamples, Math.floor(spec.splits.feedback * mostOfRows));
  if (component === undefined || others.length > 0 || workedExample === undefined || most < fewest)
    return null;
  const { rejected } = progressOf(state, parent);
  const isDue = rejected.length > 0 || isUnusable;
  const wasTried = rejected.some(({ examples }) => examples !== undefined);
  if (!showsOnly(state) && (!isDue || wasTried)) return null;
  const apart = new Set([...minibatch, ...Object.keys(state.unanswered).map(Number)]);
  const positions = Array.from({ length: spec.splits.feedback }, (_, at) => at).filter(
    (at) => !apart.has(at),
  );
  const rows = run.random.shuffle(positions).flatMap((at) => {
    const shown = workedExample(at);
    return shown === null ? [] : [{ at, ...shown }];
  });
  const chosen = chosenExamples(rows, most);
  if (chosen.length < fewest) return null;
  const text = withExamples(partsOf(state.candidates[parent]!.texts[component]!).instruction, chosen);
  const { tokens } = limitsOf(spec, component);
  if (tokens !== null && estimateTokens(text) > tokens) return null;
  return { text, examples: chosen.map(({ at }) => at).toSorted((a, b) => a - b) };
}
