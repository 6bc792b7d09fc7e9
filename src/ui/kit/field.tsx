import { createEffect, createUniqueId, type JSX, Show } from "solid-js";

import { CrossIcon } from "./icons.tsx";

/**
 * A label around its control, with a hint below and, when something is wrong, the sentence that says what. The
 * control's name is the label alone; hint and problem describe it.
 */
export function Field(props: {
  readonly label: string;
  readonly hint?: JSX.Element;
  readonly problem?: string | undefined;
  readonly children: JSX.Element;
}): JSX.Element {
  const noteId = createUniqueId();
  let box: HTMLDivElement | undefined;
  createEffect(() => {
    const control = box?.querySelector("input, select, textarea");
    control?.setAttribute("aria-describedby", noteId);
    if (props.problem === undefined) control?.removeAttribute("aria-invalid");
    else control?.setAttribute("aria-invalid", "true");
  });
  return (
    <div
      class="field"
      classList={{ "is-bad": props.problem !== undefined }}
      ref={(element) => (box = element)}
    >
      <label>
        <span class="label">{props.label}</span>
        {props.children}
      </label>
      <span class="hint" id={noteId}>
        <Show when={props.problem} fallback={props.hint}>
          {(problem) => (
            <span class="hint--bad" role="alert">
              <CrossIcon /> {problem()}
            </span>
          )}
        </Show>
      </span>
    </div>
  );
}
