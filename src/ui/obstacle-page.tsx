import { For, type JSX } from "solid-js";

import { Entry } from "./kit/entry.tsx";

/** Stands instead of the studio where this browser or this address cannot keep its promises. Starts nothing. */
export function ObstaclePage(props: { readonly obstacles: readonly string[] }): JSX.Element {
  return (
    <main class="page" id="main">
      <Entry first title="GEPA Studio">
        <div class="stack">
          <h1>The studio cannot start here</h1>
          <For each={props.obstacles}>{(text) => <p class="lead">{text}</p>}</For>
          <p class="note">
            Address: <code>{location.href}</code>
          </p>
        </div>
      </Entry>
    </main>
  );
}
