import { For, type JSX, Show } from "solid-js";

import { mostPlainHttpCalls } from "../../../models/remote/plain-http.ts";
import { limitFields, type Limits } from "../../../setup/endpoint-limits.ts";
import { Check } from "../../kit/choice.tsx";
import { NumberText } from "../../kit/number-text.tsx";

/** Limits of an endpoint, folded away: the usual ones are right for a start. */
export function LimitFields(props: {
  readonly limits: Limits;
  readonly isPlainHttp: boolean;
  readonly onChange: (limits: Limits) => void;
}): JSX.Element {
  const isSet = (): boolean =>
    props.limits.cacheAnswers || limitFields.some(({ name }) => props.limits[name].trim() !== "");
  return (
    <details open={isSet()}>
      <summary class="small">Limits, waiting and sampling</summary>
      <div class="stack-2">
        <div class="cols">
          <For each={limitFields}>
            {(field) => (
              <NumberText
                label={field.label}
                hint={field.hint}
                rule={field}
                value={props.limits[field.name]}
                onInput={(text) => props.onChange({ ...props.limits, [field.name]: text })}
              />
            )}
          </For>
        </div>
        <Show when={props.isPlainHttp && Number(props.limits.concurrency) > mostPlainHttpCalls}>
          <p class="note">
            A browser opens {mostPlainHttpCalls} connections to a plain http server, whatever is set here. For
            more at once, put https (HTTP/2) before it.
          </p>
        </Show>
        <Check
          checked={props.limits.cacheAnswers}
          onChange={(cacheAnswers) => props.onChange({ ...props.limits, cacheAnswers })}
        >
          Answer an equal greedy or seeded request from this tab’s memory instead of asking again.
        </Check>
      </div>
    </details>
  );
}
