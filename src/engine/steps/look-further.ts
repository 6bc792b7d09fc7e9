import { createSeededRandom } from "../../shared/seeded-random.ts";
import { metricCallsLeft } from "../budget/requests.ts";
import { proposalNeeds } from "../budget/reservation.ts";
import type { SampledTask } from "../journal/events.ts";
import { isFailed, isScored } from "../journal/rows.ts";
import { outlookOf, seenRight } from "../minibatch/failure-aware.ts";
import type { RunState } from "../state/state.ts";
import type { CallRange, EvaluatedRow } from "../vocabulary.ts";
import { evaluateGroups } from "./evaluate-groups.ts";
import type { RowGroup } from "./evaluate-groups.ts";
import type { StepContext } from "./step-context.ts";

/** Failing rows that make a letter worth its child. */
const enough = 2;

export interface Looked {
  readonly calls: CallRange;
  readonly rows: readonly (readonly EvaluatedRow[])[];
  readonly metricCalls: readonly number[];
  /** Rows that found no place in the minibatch. */
  readonly passedOver?: readonly EvaluatedRow[];
}

/**
 * A minibatch with hardly a failing row costs its child and that child's Pareto rows for little to read. The parent is then
 * asked as many rows more, none that its line was seen right on, and failing ones take the places of right ones.
 */
export async function lookFurther(
  run: StepContext,
  state: RunState,
  task: SampledTask,
  group: RowGroup,
  first: Looked,
): Promise<Looked | null> {
  const drawn = first.rows[0]!;
  const perfect = state.spec.perfectScore ?? 1;
  const fails = (row: EvaluatedRow): boolean => isScored(row) && row.score < perfect;
  const wanted = Math.min(enough, drawn.length - 1);
  if (drawn.some(isFailed) || drawn.filter(fails).length >= wanted) return first;
  const examples = rowsToLookAt(state, task).slice(0, drawn.length);
  const paid = first.metricCalls[0]!;
  const isAffordable = metricCallsLeft(state) - paid >= proposalNeeds(state).metricCalls + examples.length;
  if (examples.length === 0 || !isAffordable) return first;
  const more = await evaluateGroups(run, state, [{ ...group, examples }], first.calls);
  if (more === null) return null;
  const asked = [...drawn, ...more.rows[0]!];
  const failing = asked.filter(fails).slice(0, drawn.length - 1);
  const right = asked.filter((row) => isScored(row) && !fails(row));
  const chosen = new Set([...failing, ...right].slice(0, drawn.length));
  return {
    calls: { from: first.calls.from, count: first.calls.count + more.calls.count },
    rows: [asked.filter((row) => chosen.has(row))],
    metricCalls: [paid + more.metricCalls[0]!],
    passedOver: asked.filter((row) => !chosen.has(row)),
  };
}

/** Those an ancestor failed first, then those nobody in the line was asked; draws nothing from the generator. */
function rowsToLookAt(state: RunState, { parent, minibatch }: SampledTask): number[] {
  const outlook = outlookOf(state, parent);
  const out = new Set([...minibatch, ...Object.keys(state.unanswered).map(Number)]);
  return createSeededRandom(state.spec.seed, `look ${state.iteration}`)
    .shuffled([...outlook.keys()])
    .filter((example) => !out.has(example) && outlook[example] !== seenRight)
    .toSorted((a, b) => outlook[b]! - outlook[a]!);
}
