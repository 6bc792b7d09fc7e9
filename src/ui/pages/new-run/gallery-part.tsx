import { For, type JSX, Show } from "solid-js";

import { galleryLine, galleryLines } from "../../../tasks/gallery/entries.ts";
import { Button } from "../../kit/button.tsx";
import { GalleryLine } from "../home/gallery-line.tsx";
import type { DraftState } from "./create-draft.ts";

/** Tasks whose rows the studio writes itself; choosing one fills in everything else. */
export function GalleryPart(props: { readonly state: DraftState }): JSX.Element {
  const chosen = () => galleryLine(props.state.draft.gallery);
  return (
    <div class="stack">
      <ul class="index">
        <For each={galleryLines}>
          {(entry) => (
            <GalleryLine entry={entry}>
              <Button link onClick={() => void props.state.openGallery(entry.generator)}>
                {entry.title}
              </Button>
              <Show when={entry === chosen()}>
                <span class="soft"> chosen</span>
              </Show>
            </GalleryLine>
          )}
        </For>
      </ul>
      <Show when={chosen()}>
        {(entry) => (
          <p class="note">
            {entry().title} wants {entry().needs}: {entry().sizes.feedback} rows to learn from,{" "}
            {entry().sizes.pareto} to judge by, {entry().sizes.test} sealed. All of them are written here,
            from a seed, and are nobody's data.
          </p>
        )}
      </Show>
    </div>
  );
}
