import { For, Index, type JSX, Show } from "solid-js";

import { constraints } from "../../../tasks/metrics/constraints/catalogue.ts";
import type { ConstraintParameters } from "../../../tasks/metrics/constraints/constraint.ts";
import type { MetricOption } from "../../../tasks/metrics/metric.ts";
import { own } from "../../../tasks/metrics/read-options.ts";
import { Button } from "../../kit/button.tsx";
import { Field } from "../../kit/field.tsx";

type Demand = ConstraintParameters & { readonly name: string };

/** What the option holds, whoever wrote it. */
function demandsOf(value: unknown): readonly Demand[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (entry: unknown): entry is Demand =>
      entry !== null && typeof entry === "object" && typeof (entry as Partial<Demand>).name === "string",
  );
}

/** Demands on the form of every answer, picked from a list; each says itself in a sentence. */
export function ConstraintList(props: {
  /** Tells the lists of several metrics apart. */
  readonly prefix: string;
  readonly value: unknown;
  readonly onChange: (demands: readonly Demand[]) => void;
}): JSX.Element {
  const list = (): readonly Demand[] => demandsOf(props.value);
  const change = (at: number, part: ConstraintParameters): void =>
    props.onChange(list().map((demand, index) => (index === at ? { ...demand, ...part } : demand)));
  const add = (select: HTMLSelectElement): void => {
    const { value } = select;
    select.value = "";
    const known = own(constraints, value);
    if (known === undefined) return;
    const usual = known.parameters
      .filter(({ type }) => type === "number")
      .map(({ name }) => [name, 3] as const);
    props.onChange([...list(), { name: value, ...Object.fromEntries(usual) }]);
  };
  return (
    <div class="demands stack-2">
      <Index each={list()}>
        {(demand, at) => (
          <DemandLine
            demand={demand()}
            label={`${props.prefix}Demand ${at + 1}`}
            onChange={(part) => change(at, part)}
            onRemove={() => props.onChange(list().filter((_, index) => index !== at))}
          />
        )}
      </Index>
      <Field
        label={`${props.prefix}Add a demand`}
        hint="Every answer must meet it; a column can add others for its row."
      >
        <select onChange={(event) => add(event.currentTarget)}>
          <option value="">(choose)</option>
          <For each={Object.keys(constraints)}>
            {(name) => <option value={name}>{name.replaceAll("-", " ")}</option>}
          </For>
        </select>
      </Field>
    </div>
  );
}

function DemandLine(props: {
  readonly demand: Demand;
  readonly label: string;
  readonly onChange: (part: ConstraintParameters) => void;
  readonly onRemove: () => void;
}): JSX.Element {
  const known = () => own(constraints, props.demand.name);
  const shown = ({ name }: MetricOption): string => {
    const value = props.demand[name];
    return Array.isArray(value)
      ? value.join(", ")
      : typeof value === "string" || typeof value === "number"
        ? String(value)
        : "";
  };
  return (
    <div>
      <p class="row">
        <span class="q">
          {known()?.says(props.demand) ?? `There is no demand called "${props.demand.name}".`}
        </span>
        <Button bare name={`Remove ${props.label}`} onClick={() => props.onRemove()}>
          Remove
        </Button>
      </p>
      <Show when={(known()?.parameters.length ?? 0) > 0}>
        <div class="metric-numbers">
          <For each={known()?.parameters}>
            {(parameter) => (
              <Field label={`${props.label}: ${parameter.name}`} hint={parameter.meaning}>
                <input
                  type={parameter.type === "number" ? "number" : "text"}
                  value={shown(parameter)}
                  onChange={(event) => {
                    const { value } = event.currentTarget;
                    props.onChange({
                      [parameter.name]: parameter.type === "number" ? Number(value) || 0 : value,
                    });
                  }}
                />
              </Field>
            )}
          </For>
        </div>
      </Show>
    </div>
  );
}
