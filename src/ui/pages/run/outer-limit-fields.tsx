import { Index, type JSX } from "solid-js";

import type { RunLimits, RunRow } from "../../../storage/rows.ts";
import { tokensUsed } from "../../../views/run/run-spending.ts";
import { formatCount, formatDuration, formatUsd } from "../../../views/words/numbers.ts";
import { NumberField } from "../../kit/number-field.tsx";

/** Time, tokens and money: limits the engine cannot see. An empty field is no limit. */
export function OuterLimitFields(props: {
  readonly run: RunRow;
  readonly limits: RunLimits;
  readonly onChange: (limits: RunLimits) => void;
}): JSX.Element {
  const set = (name: keyof RunLimits, value: number): void => {
    const { [name]: _, ...others } = props.limits;
    props.onChange(value > 0 ? { ...others, [name]: value } : others);
  };
  const usage = () => props.run.summary?.usage;
  const usd = (): number => (usage()?.student.costUsd ?? 0) + (usage()?.reflection.costUsd ?? 0);
  const fields = () =>
    [
      { name: "minutes", label: "Minutes of running", spent: formatDuration(props.run.activeSeconds) },
      { name: "tokens", label: "Tokens, read and written", spent: formatCount(tokensUsed(props.run)) },
      { name: "usd", label: "Dollars", spent: formatUsd(usd()) },
    ] as const;
  return (
    <Index each={fields()}>
      {(field) => (
        <NumberField
          label={field().label}
          hint={`Spent so far: ${field().spent}. Empty: no limit.`}
          least={0}
          mayBeEmpty
          value={props.limits[field().name]}
          onInput={(value) => set(field().name, value ?? 0)}
        />
      )}
    </Index>
  );
}
