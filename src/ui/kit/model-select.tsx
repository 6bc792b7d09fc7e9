import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";

import { routes } from "../../views/routes.ts";
import type { OfferedModel, OfferedModels } from "../state/create-offered-models.ts";
import { DeedButton } from "./deed-button.tsx";
import { SelectOf } from "./select-of.tsx";

/** One of the models that can be asked now; without any, the way to set one up. */
export function ModelSelect(props: {
  readonly name: string;
  readonly models: OfferedModels;
  readonly list: readonly OfferedModel[];
  readonly chosen: OfferedModel | undefined;
  readonly onChoose: (key: string) => void;
  /** What it would be for: "then try both prompts with it here". */
  readonly what: string;
}): JSX.Element {
  return (
    <>
      <Show
        when={props.list.length > 0}
        fallback={
          <p class="small soft">
            No other model is set up. <A href={routes.models}>Add one on Models</A>, {props.what}.
          </p>
        }
      >
        <SelectOf
          name={props.name}
          class="select-inline"
          options={props.list.map(({ key, label }) => [key, label])}
          value={props.chosen?.key ?? ""}
          onChoose={props.onChoose}
        />
      </Show>
      <Show when={!props.models.hasLooked()}>
        <span class="small">
          <DeedButton link failed="The models could not be looked for" deed={() => props.models.look()}>
            Look for models kept on this machine
          </DeedButton>
        </span>
      </Show>
    </>
  );
}
