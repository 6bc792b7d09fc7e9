import { type JSX, createEffect, createSignal, on } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { setLimits, steer } from "../../../storage/library/runs.ts";
import type { RunLimits, RunRow } from "../../../storage/rows.ts";
import { unitOf } from "../../../views/run/unit-of.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { limitOf, raisedTo, spentNow, unitTitle } from "../../../views/words/spent-words.ts";
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
  const [total, setTotal] = createSignal(0);
  const spent = (): number => spentNow(props.run, props.state, true);
  const [reflections, setReflections] = createSignal(0);
  const [limits, setOwnLimits] = createSignal<RunLimits>({});
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setTotal(Math.max(limitOf(props.state) ?? 0, spent()) + 200);
        setReflections((props.state.budget.reflectionCalls ?? props.state.spent.reflectionCalls) + 20);
        setOwnLimits(props.run.limits ?? {});
      },
    ),
  );
  const raise = async (): Promise<void> => {
    const { id } = props.run;
    const isSet = await raising.run(async () => {
      await setLimits(db, id, limits());
      const totals = { ...raisedTo(props.state, total()), reflectionCalls: reflections() };
      const request = { kind: "raise-budget", ...totals } as const;
      await steer(db, id, request, Date.now());
      tell({ text: `The budget is ${plural(total(), unitOf(props.run))} from the next iteration on.` });
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
          label={`${unitTitle(unitOf(props.run))} in all`}
          hint={`Spent so far: ${formatCount(spent())}.`}
          whole
          least={spent()}
          value={total()}
          onInput={(typed) => typed !== undefined && setTotal(typed)}
        />
        <NumberField
          label="Reflection requests in all"
          hint={`Spent so far: ${formatCount(props.state.spent.reflectionCalls)}.`}
          whole
          least={props.state.spent.reflectionCalls}
          value={reflections()}
          onInput={(typed) => typed !== undefined && setReflections(typed)}
        />
        <OuterLimitFields run={props.run} limits={limits()} onChange={setOwnLimits} />
      </Form>
    </Dialog>
  );
}
