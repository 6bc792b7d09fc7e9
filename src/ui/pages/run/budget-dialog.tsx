import { type JSX, createEffect, createSignal, on } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { steer } from "../../../storage/library/runs.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Field } from "../../kit/field.tsx";
import { formatCount, plural } from "../../kit/numbers.ts";
import { useToast } from "../../kit/toast.tsx";
import { useDatabase } from "../../state/database.tsx";

/** New totals for what the search may spend; a stopped run goes on with them. */
export function BudgetDialog(props: {
  readonly runId: string;
  readonly state: RunState;
  readonly open: boolean;
  readonly onClose: () => void;
}): JSX.Element {
  const db = useDatabase();
  const tell = useToast();
  const [calls, setCalls] = createSignal(0);
  const [reflections, setReflections] = createSignal(0);
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setCalls(Math.max(props.state.budget.metricCalls ?? 0, props.state.spent.metricCalls) + 200);
        setReflections((props.state.budget.reflectionCalls ?? props.state.spent.reflectionCalls) + 20);
      },
    ),
  );
  const problem = (): string | undefined =>
    calls() < props.state.spent.metricCalls
      ? `${plural(props.state.spent.metricCalls, "call")} are spent already`
      : undefined;
  const raise = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    await steer(
      db,
      props.runId,
      { kind: "raise-budget", metricCalls: calls(), reflectionCalls: reflections() },
      Date.now(),
    );
    props.onClose();
    tell({ text: `The budget is ${formatCount(calls())} calls from the next iteration on.` });
  };
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title="What the search may spend">
      <form class="stack" onSubmit={(event) => void raise(event)}>
        <Field
          label="Calls in all"
          hint={`${formatCount(props.state.spent.metricCalls)} are spent.`}
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
          hint={`${formatCount(props.state.spent.reflectionCalls)} are spent.`}
        >
          <input
            type="number"
            min={props.state.spent.reflectionCalls}
            value={reflections()}
            onInput={(event) => setReflections(event.currentTarget.valueAsNumber || 0)}
          />
        </Field>
        <div class="actions">
          <Button onClick={() => props.onClose()}>Leave it</Button>
          <Button main type="submit" disabled={problem() !== undefined}>
            Set the budget
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
