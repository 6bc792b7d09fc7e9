import { type JSX, createEffect, createSignal, on } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { setLimits, steer } from "../../../storage/library/runs.ts";
import type { RunLimits, RunRow } from "../../../storage/rows.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { createDeed } from "../../kit/deed.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Form } from "../../kit/form.tsx";
import { NumberField } from "../../kit/number-field.tsx";
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
  const raising = createDeed("The budget could not be set");
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
  const raise = async (): Promise<void> => {
    const { id } = props.run;
    const isSet = await raising.run(async () => {
      await setLimits(db, id, limits());
      const request = { kind: "raise-budget", metricCalls: calls(), reflectionCalls: reflections() } as const;
      await steer(db, id, request, Date.now());
      tell({ text: `The budget is ${plural(calls(), "call")} from the next iteration on.` });
    });
    if (isSet) props.onClose();
  };
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title="What the search may spend">
      <Form
        onSubmit={() => void raise()}
        submit="Set the budget"
        canSubmit={!raising.isBusy()}
        onCancel={() => props.onClose()}
        problem={raising.problem()}
      >
        <NumberField
          label="Calls in all"
          hint={`Spent so far: ${formatCount(props.state.spent.metricCalls)}.`}
          whole
          least={props.state.spent.metricCalls}
          value={calls()}
          onInput={(total) => total !== undefined && setCalls(total)}
        />
        <NumberField
          label="Reflections in all"
          hint={`Spent so far: ${formatCount(props.state.spent.reflectionCalls)}.`}
          whole
          least={props.state.spent.reflectionCalls}
          value={reflections()}
          onInput={(total) => total !== undefined && setReflections(total)}
        />
        <OuterLimitFields run={props.run} limits={limits()} onChange={setOwnLimits} />
      </Form>
    </Dialog>
  );
}
