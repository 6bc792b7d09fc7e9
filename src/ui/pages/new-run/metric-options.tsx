import { For, type JSX, Match, Show, Switch } from "solid-js";

import { optionsAsked, problemOfMetric, withMetricOption } from "../../../setup/draft/metric-list.ts";
import type { MetricOption } from "../../../tasks/metrics/metric.ts";
import { metricOf } from "../../../tasks/metrics/registry.ts";
import { sentenceCase } from "../../../views/words/sentences.ts";
import { Check } from "../../kit/choice.tsx";
import { CodeEditor } from "../../kit/code-editor.tsx";
import { Field } from "../../kit/field.tsx";
import { NumberField } from "../../kit/number-field.tsx";
import { Problem } from "../../kit/problem.tsx";
import { asOptions, SelectOf } from "../../kit/select-of.tsx";
import { ConstraintList } from "./constraint-list.tsx";
import type { DraftState } from "./create-draft.ts";

/** A metric's own options, as a form drawn from its description. */
export function MetricOptions(props: { readonly state: DraftState; readonly at: number }): JSX.Element {
  const chosen = () => props.state.draft.metrics[props.at];
  const metric = () => metricOf({ kind: chosen()?.kind ?? "" });
  const options = (): readonly MetricOption[] => {
    const now = chosen();
    return now === undefined ? [] : optionsAsked(props.state.draft, now);
  };
  const problem = (): string | undefined => {
    const now = chosen();
    return now === undefined ? undefined : problemOfMetric(props.state.draft, now);
  };
  const set = (option: MetricOption, value: unknown): void => {
    const now = chosen();
    if (now) props.state.setMetric(props.at, { options: withMetricOption(now, option, value) });
  };
  const several = (): boolean => props.state.draft.metrics.length > 1;
  const fields = (): JSX.Element => (
    <For each={options()}>
      {(option) => (
        <Show
          when={option.type === "constraints"}
          fallback={
            <OptionField
              option={option}
              value={chosen()?.options[option.name] ?? option.default}
              columns={props.state.draft.rows?.preview.columns ?? []}
              prefix={several() ? `Metric ${props.at + 1}: ` : ""}
              onChange={(value) => set(option, value)}
            />
          }
        >
          <ConstraintList
            prefix={several() ? `Metric ${props.at + 1}: ` : ""}
            value={chosen()?.options[option.name]}
            onChange={(demands) => set(option, demands)}
          />
        </Show>
      )}
    </For>
  );
  return (
    <>
      <Show when={options().length > 0}>
        <Show
          // A metric that says what it lacks cannot do without its options; others can, and show them when asked.
          when={metric()?.check === undefined}
          fallback={<div class="metric-options">{fields()}</div>}
        >
          <details>
            <summary>Options{several() ? ` of metric ${props.at + 1}` : ""}</summary>
            <div class="metric-options">{fields()}</div>
          </details>
        </Show>
      </Show>
      <Problem text={problem()} />
    </>
  );
}

function OptionField(props: {
  readonly option: MetricOption;
  readonly value: unknown;
  readonly columns: readonly string[];
  /** Tells the fields of several metrics apart. */
  readonly prefix: string;
  readonly onChange: (value: unknown) => void;
}): JSX.Element {
  const text = (): string =>
    typeof props.value === "string"
      ? props.value
      : props.value === undefined
        ? ""
        : JSON.stringify(props.value);
  const long = (): boolean => ["long-text", "json", "list"].includes(props.option.type);
  const title = (): string => `${props.prefix}${props.option.title ?? sentenceCase(props.option.name)}`;
  return (
    <Switch
      fallback={
        <Field label={title()} hint={props.option.meaning}>
          <Switch
            fallback={<input value={text()} onInput={(event) => props.onChange(event.currentTarget.value)} />}
          >
            <Match when={props.option.type === "choice" || props.option.type === "column"}>
              <SelectOf
                name={title()}
                options={[
                  ...(props.option.type === "column"
                    ? [["", props.option.name === "expected" ? "(the right answer)" : "(none)"] as const]
                    : []),
                  ...asOptions(props.option.choices ?? props.columns),
                ]}
                value={text()}
                onChoose={props.onChange}
              />
            </Match>
            <Match when={long()}>
              <textarea
                rows={4}
                spellcheck={props.option.type === "long-text"}
                class={props.option.type === "json" ? "mono" : ""}
                value={text()}
                onInput={(event) => props.onChange(event.currentTarget.value)}
              />
            </Match>
          </Switch>
        </Field>
      }
    >
      <Match when={props.option.type === "number"}>
        <NumberField
          label={title()}
          hint={props.option.meaning}
          least={0}
          mayBeEmpty
          value={text() === "" ? undefined : Number(text())}
          onInput={(value) => props.onChange(value === undefined ? "" : String(value))}
        />
      </Match>
      <Match when={props.option.type === "code"}>
        <CodeEditor name={title()} value={text()} onChange={(code) => props.onChange(code)} />
      </Match>
      <Match when={props.option.type === "boolean"}>
        <Check checked={props.value === true} onChange={props.onChange}>
          <b>{title()}</b> <span class="soft">{props.option.meaning}</span>
        </Check>
      </Match>
    </Switch>
  );
}
