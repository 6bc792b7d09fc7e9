import { type JSX, Show } from "solid-js";

import { Say } from "./trouble.tsx";

/** What went wrong, heard at once; nothing while nothing did. */
export function Problem(props: { readonly text: string | undefined }): JSX.Element {
  return (
    <Show when={props.text}>
      {(text) => (
        <Say tone="bad">
          <span role="alert">{text()}</span>
        </Say>
      )}
    </Show>
  );
}
