import { createEffect, type JSX, Show } from "solid-js";

/** Words of a model as it writes them; the newest stay in sight. */
export function BeingWritten(props: { readonly by: string; readonly text: string | undefined }): JSX.Element {
  let box: HTMLPreElement | undefined;
  createEffect(() => {
    if (props.text !== undefined && box !== undefined) box.scrollTop = box.scrollHeight;
  });
  return (
    <Show when={props.text}>
      {(text) => (
        <div class="stack-2">
          <p class="small soft">{props.by} is writing:</p>
          <pre class="sunk exact" ref={box} tabindex={0} aria-label={`What ${props.by} is writing`}>
            {text()}
          </pre>
        </div>
      )}
    </Show>
  );
}
