import { For, Index, type JSX, Show } from "solid-js";

import { type Demand, demandsOf, newDemand, parameterText } from "../../../setup/draft/demands.ts";
import { constraints } from "../../../tasks/metrics/constraints/catalogue.ts";
import type { ConstraintParameters } from "../../../tasks/metrics/constraints/constraint.ts";
import { own } from "../../../tasks/metrics/read-options.ts";
import { Button } from "../../kit/button.tsx";
import { Field } from "../../kit/field.tsx";
import { PickField } from "../../kit/select-of.tsx";

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
      <PickField
        label={`${props.prefix}Add a demand`}
        hint="Every answer must meet it; a column can add others for its row."
        none="(choose)"
        options={Object.keys(constraints).map((name) => [name, name.replaceAll("-", " ")])}
        onPick={(name) => props.onChange([...list(), ...newDemand(name)])}
      />
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
                  value={parameterText(props.demand, parameter.name)}
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
