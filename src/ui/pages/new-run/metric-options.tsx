import { For, type JSX, Match, Show, Switch } from "solid-js";

import type { MetricOption } from "../../../tasks/metrics/metric.ts";
import { metrics } from "../../../tasks/metrics/registry.ts";
import { Field } from "../../kit/field.tsx";
import type { DraftState } from "./create-draft.ts";

/** What a metric's options are before anybody changes them. */
export function usualOptions(kind: string): Readonly<Record<string, unknown>> {
  const options = metrics[kind]?.options ?? [];
  return Object.fromEntries(
    options.flatMap(({ name, default: usual }) => (usual === undefined ? [] : [[name, usual]])),
  );
}

/** The chosen metric's own options, as a form drawn from its description; the expected column is chosen elsewhere. */
export function MetricOptions(props: { readonly state: DraftState }): JSX.Element {
  const metric = () => metrics[props.state.draft.metric];
  const options = (): readonly MetricOption[] =>
    metric()?.options.filter((option) => option.name !== "expected" && option.name !== "marks") ?? [];
  const problem = (): string | undefined => metric()?.check?.({ ...props.state.draft.metricOptions });
  const set = (name: string, value: unknown): void =>
    props.state.set("metricOptions", { ...props.state.draft.metricOptions, [name]: value });
  return (
    <Show when={options().length > 0}>
      <div class="stack-2">
        <For each={options()}>
          {(option) => (
            <OptionField
              option={option}
              value={props.state.draft.metricOptions[option.name] ?? option.default}
              columns={props.state.draft.rows?.preview.columns ?? []}
              onChange={(value) => set(option.name, value)}
            />
          )}
        </For>
        <Show when={problem()}>{(text) => <p class="small pf--fail">{text()}</p>}</Show>
      </div>
    </Show>
  );
}

const titles: Readonly<Record<string, string>> = {
  caseSensitive: "Capital letters count",
  atLeast: "At least",
  atMost: "At most",
};

function titleOf({ name }: MetricOption): string {
  return titles[name] ?? name.slice(0, 1).toUpperCase() + name.slice(1);
}

function OptionField(props: {
  readonly option: MetricOption;
  readonly value: unknown;
  readonly columns: readonly string[];
  readonly onChange: (value: unknown) => void;
}): JSX.Element {
  const text = (): string =>
    typeof props.value === "string"
      ? props.value
      : props.value === undefined
        ? ""
        : JSON.stringify(props.value);
  const long = (): boolean => ["long-text", "json", "code", "list"].includes(props.option.type);
  return (
    <Field label={titleOf(props.option)} hint={props.option.meaning}>
      <Switch
        fallback={
          <input
            type={props.option.type === "number" ? "number" : "text"}
            step="any"
            value={text()}
            onChange={(event) => props.onChange(event.currentTarget.value)}
          />
        }
      >
        <Match when={props.option.type === "boolean"}>
          <input
            type="checkbox"
            checked={props.value === true}
            onChange={(event) => props.onChange(event.currentTarget.checked)}
          />
        </Match>
        <Match when={props.option.type === "choice" || props.option.type === "column"}>
          <select onChange={(event) => props.onChange(event.currentTarget.value)}>
            <Show when={props.option.type === "column"}>
              <option value="">(none)</option>
            </Show>
            <For each={props.option.choices ?? props.columns}>
              {(choice) => (
                <option value={choice} selected={choice === props.value}>
                  {choice}
                </option>
              )}
            </For>
          </select>
        </Match>
        <Match when={long()}>
          <textarea
            rows={props.option.type === "code" ? 14 : 4}
            spellcheck={props.option.type === "long-text"}
            class={props.option.type === "code" || props.option.type === "json" ? "mono" : ""}
            value={text()}
            onInput={(event) => props.onChange(event.currentTarget.value)}
          />
        </Match>
      </Switch>
    </Field>
  );
}
