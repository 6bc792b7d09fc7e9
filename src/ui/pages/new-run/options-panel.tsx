import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from "solid-js";

import { type DraftOptions, type OptionField, optionFields } from "../../../setup/draft/draft-options.ts";
import { findOptions, problemOfOption } from "../../../setup/draft/options.ts";
import { Button } from "../../kit/button.tsx";
import { Check } from "../../kit/choice.tsx";
import { Field } from "../../kit/field.tsx";
import { SelectField } from "../../kit/select-of.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import type { DraftState } from "./create-draft.ts";

function Control(props: { readonly field: OptionField; readonly state: DraftState }): JSX.Element {
  const key = (): keyof DraftOptions => props.field.name;
  const value = (): DraftOptions[keyof DraftOptions] => props.state.draft.options[key()];
  const set = (next: string | number | boolean): void => props.state.setOption(key(), next as never);
  const control = <Kind extends OptionField["control"]["kind"]>(kind: Kind) =>
    props.field.control.kind === kind
      ? (props.field.control as Extract<OptionField["control"], { readonly kind: Kind }>)
      : undefined;
  return (
    <Switch>
      <Match when={control("check")}>
        <Check checked={value() === true} onChange={set}>
          <b>{props.field.title}</b>
        </Check>
      </Match>
      <Match when={control("number")}>
        {(bounds) => (
          <Field label={props.field.title} problem={problemOfOption(props.state.draft, props.field)}>
            <input
              type="number"
              class="short"
              min={bounds().min}
              max={bounds().max}
              step={bounds().step ?? 1}
              value={props.state.draft.mistyped[key()] ?? String(value())}
              onChange={(event) => props.state.typeOption(props.field, event.currentTarget.value)}
            />
          </Field>
        )}
      </Match>
      <Match when={control("choice")}>
        {(one) => (
          <SelectField
            label={props.field.title}
            options={one().choices}
            value={String(value())}
            onChoose={set}
          />
        )}
      </Match>
      <Match when={control("text")}>
        <TextArea label={props.field.title} class="plain" rows={2} value={String(value())} onInput={set} />
        <Show when={value() === "" && control("text")?.starts}>
          {(text) => (
            <Button link onClick={() => set(text())}>
              Start from the studio’s letter
            </Button>
          )}
        </Show>
      </Match>
    </Switch>
  );
}

/** All options in one searchable panel, each with its sentence. */
export function OptionsPanel(props: { readonly state: DraftState }): JSX.Element {
  const [query, setQuery] = createSignal("");
  const found = createMemo(() =>
    findOptions(props.state.draft, query())
      .map((field) => field.name)
      .join(" "),
  );
  const fields = createMemo(() => optionFields.filter((field) => found().split(" ").includes(field.name)));
  const groups = createMemo(() => [...new Set(fields().map((field) => field.group))]);
  return (
    <div class="stack">
      <label class="field">
        <span class="label">Find an option</span>
        <input
          type="search"
          value={query()}
          onInput={(event) => setQuery(event.currentTarget.value)}
          placeholder="merge, seed, limit, tokens …"
        />
      </label>
      <For each={groups()} fallback={<p class="soft">No option has these words.</p>}>
        {(group) => (
          <section class="stack-2">
            <h3 class="line">{group}</h3>
            <div class="cols options">
              <For each={fields().filter((field) => field.group === group)}>
                {(field) => (
                  <div>
                    <Control field={field} state={props.state} />
                    <p class="note">{field.sentence}</p>
                  </div>
                )}
              </For>
            </div>
          </section>
        )}
      </For>
      <Show when={props.state.draft.options.preset === "reference"}>
        <p class="note">Options that the reference does not have are hidden while its preset is chosen.</p>
      </Show>
    </div>
  );
}
