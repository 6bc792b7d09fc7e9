import type { JSX } from "solid-js";

import { Trouble } from "./trouble.tsx";

/** Something stored that could not be read. */
export function Unread(props: { readonly title: string; readonly error: unknown }): JSX.Element {
  return (
    <Trouble title={props.title}>
      {String(props.error)} Nothing was changed; reload the page to try again.
    </Trouble>
  );
}
