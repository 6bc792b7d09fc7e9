import { type JSX, createEffect, createSignal, on } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { setLimits, steer } from "../../../storage/library/runs.ts";
import type { RunLimits, RunRow } from "../../../storage/rows.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Field } from "../../kit/field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { useDatabase } from "../../state/database.tsx";
import { OuterLimitFields } from "./outer-limit-fields.tsx";

/** New totals for what the search may spend; a stopped run goes on with them. */
export function BudgetDialog(props: {
  readonly run: RunRow;
  readonly state: RunState;
  readonly open: boolean;
  readonly onClose: () => void;
}): JSX.Element {
  const db = useDatabase();
  const tell = useToast();
  const [calls, setCalls] = createSignal(0);
  const [reflections, setReflections] = createSignal(0);
  const [limits, setOwnLimits] = createSignal<RunLimits>({});
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setCalls(Math.max(props.state.budget.metricCalls ?? 0, props.state.spent.metricCalls) + 200);
        setReflections((props.state.budget.reflectionCalls ?? props.state.spent.reflectionCalls) + 20);
        setOwnLimits(props.run.limits ?? {});
      },
    ),
  );
  const problem = (): string | undefined =>
    calls() < props.state.spent.metricCalls
      ? `${plural(props.state.spent.metricCalls, "call")} ${props.state.spent.metricCalls === 1 ? "is" : "are"} spent already`
      : undefined;
  const raise = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { id } = props.run;
    await setLimits(db, id, limits());
    const request = { kind: "raise-budget", metricCalls: calls(), reflectionCalls: reflections() } as const;
    await steer(db, id, request, Date.now());
    props.onClose();
    tell({ text: `The budget is ${plural(calls(), "call")} from the next iteration on.` });
  };
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title="What the search may spend">
      <form class="stack" onSubmit={(event) => void raise(event)}>
        <Field
          label="Calls in all"
          hint={`Spent so far: ${formatCount(props.state.spent.metricCalls)}.`}
          problem={problem()}
        >
          <input
            type="number"
            min={props.state.spent.metricCalls}
            value={calls()}
            onInput={(event) => setCalls(event.currentTarget.valueAsNumber || 0)}
          />
        </Field>
        <Field
          label="Reflections in all"
          hint={`Spent so far: ${formatCount(props.state.spent.reflectionCalls)}.`}
        >
          <input
            type="number"
            min={props.state.spent.reflectionCalls}
            value={reflections()}
            onInput={(event) => setReflections(event.currentTarget.valueAsNumber || 0)}
          />
        </Field>
        <OuterLimitFields run={props.run} limits={limits()} onChange={setOwnLimits} />
        <div class="actions">
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button main type="submit" disabled={problem() !== undefined}>
            Set the budget
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
