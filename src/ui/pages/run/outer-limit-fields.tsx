import type { JSX } from "solid-js";

import type { RunLimits, RunRow } from "../../../storage/rows.ts";
import { formatCount, formatDuration, formatUsd } from "../../../views/words/numbers.ts";
import { NumberField } from "../../kit/number-field.tsx";

/** Time, tokens and money: limits the engine cannot see. An empty field is no limit. */
export function OuterLimitFields(props: {
  readonly run: RunRow;
  readonly limits: RunLimits;
  readonly onChange: (limits: RunLimits) => void;
}): JSX.Element {
  const usage = () => props.run.summary?.usage;
  const tokens = (): number => {
    const used = usage();
    if (used === undefined) return 0;
    const of = (role: typeof used.student): number => role.promptTokens + role.completionTokens;
    return of(used.student) + of(used.reflection);
  };
  const usd = (): number => (usage()?.student.costUsd ?? 0) + (usage()?.reflection.costUsd ?? 0);
  const set = (name: keyof RunLimits, value: number): void => {
    const { [name]: _, ...others } = props.limits;
    props.onChange(value > 0 ? { ...others, [name]: value } : others);
  };
  return (
    <>
      <LimitField
        label="Minutes of running"
        spent={formatDuration(props.run.activeSeconds)}
        value={props.limits.minutes}
        onChange={(value) => set("minutes", value)}
      />
      <LimitField
        label="Tokens, read and written"
        spent={formatCount(tokens())}
        value={props.limits.tokens}
        onChange={(value) => set("tokens", value)}
      />
      <LimitField
        label="Dollars"
        spent={formatUsd(usd())}
        value={props.limits.usd}
        onChange={(value) => set("usd", value)}
      />
    </>
  );
}

function LimitField(props: {
  readonly label: string;
  readonly spent: string;
  readonly value: number | undefined;
  readonly onChange: (value: number) => void;
}): JSX.Element {
  return (
    <NumberField
      label={props.label}
      hint={`Spent so far: ${props.spent}. Empty: no limit.`}
      least={0}
      mayBeEmpty
      value={props.value}
      onInput={(value) => props.onChange(value ?? 0)}
    />
  );
}
