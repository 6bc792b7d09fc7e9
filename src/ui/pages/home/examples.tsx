import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";

import { examples } from "../../../setup/draft/examples.ts";
import { galleryLines } from "../../../tasks/gallery/entries.ts";
import { routes } from "../../../views/routes.ts";
import { GalleryLine } from "./gallery-line.tsx";
import { RecordedOffer } from "./recorded-offer.tsx";

/** Examples as lines of an index; each opens New run with everything filled in. */
export function Examples(): JSX.Element {
  return (
    <ul class="index">
      <For each={examples}>
        {(example) => (
          <li>
            <h3>
              <A href={routes.example(example.id)}>{example.title}</A>
            </h3>
            <p>{example.about}</p>
            <p>
              {example.size}
              <Show when={example.id === "support-routing"}>
                <br />
                <RecordedOffer generator="routing" />
              </Show>
            </p>
          </li>
        )}
      </For>
      <For each={galleryLines.slice(1)}>
        {(line) => (
          <GalleryLine isBrief entry={line}>
            <A href={routes.gallery(line.generator)}>{line.title}</A>
          </GalleryLine>
        )}
      </For>
    </ul>
  );
}
