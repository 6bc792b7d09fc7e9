import type { JSX } from "solid-js";

import { type GalleryLine as Line, rowsIn } from "../../../tasks/gallery/entries.ts";
import { plural } from "../../../views/words/numbers.ts";
import { RecordedOffer } from "./recorded-offer.tsx";

/** A task of the gallery as a line of an index: how it is opened, what it shows and needs, its recorded run. */
export function GalleryLine(props: {
  readonly entry: Line;
  /** One of many in an index: what it lacks is not said of each. */
  readonly isBrief?: boolean;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <li>
      <h3>{props.children}</h3>
      <p>{props.entry.shows}</p>
      <p>
        {plural(rowsIn(props.entry), "row")}, needs {props.entry.needs}
        <br />
        <RecordedOffer
          generator={props.entry.generator}
          needs={props.isBrief ? undefined : props.entry.needs}
        />
      </p>
    </li>
  );
}
