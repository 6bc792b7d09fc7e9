import type { JSX } from "solid-js";

import { Entry } from "../../kit/entry.tsx";
import { CoachCard } from "./coach-card.tsx";
import { EmbeddedCard } from "./embedded-card.tsx";
import { EndpointList } from "./endpoint-list.tsx";
import { KeyList } from "./key-list.tsx";
import { LocalModelTable } from "./local-models.tsx";
import { PriceTable } from "./price-table.tsx";

/** Who answers, who reflects, and where they live. */
export function ModelsPage(): JSX.Element {
  return (
    <main class="page">
      <Entry first title="Models">
        <div class="split">
          <h1 class="huge">Who answers, who reflects, and where they live</h1>
          <p class="lede end-align">
            Any of these can be Student or Reflection. What runs in the tab stays in the tab; for the others
            we say which host will see your rows.
          </p>
        </div>
      </Entry>
      <Entry title="In this tab" note="Nothing leaves the machine for these.">
        <LocalModelTable />
      </Entry>
      <Entry title="The embedded model" note="What it was made of, and what it cannot do.">
        <EmbeddedCard kind="embedded" />
      </Entry>
      <Entry
        title="Endpoints"
        note="Keys stay in this tab's memory, each for its own host alone, and leave only to it."
      >
        <EndpointList />
      </Entry>
      <Entry title="Prices" note="US dollars, for the money shown with each run and for its limit.">
        <PriceTable />
      </Entry>
      <Entry
        title="Keys"
        note="In this tab's memory, or sealed with a passphrase of yours. Never shown, never in a file."
      >
        <KeyList />
      </Entry>
      <Entry title="The coach" note="Reflection without a key, for label tasks.">
        <CoachCard />
      </Entry>
      <Entry
        title="The small neural reflector"
        note="Reflection by a network, without a key, for label tasks."
      >
        <EmbeddedCard kind="embedded-reflector" />
      </Entry>
      <Entry title="By hand" note="No key and no download: you are the wire.">
        <p class="words">
          As Reflection you can also choose <b>By hand</b>: the studio writes the letter, you carry it to any
          chat you trust and paste the whole answer back. The run waits as long as you like, also after you
          close the tab.
        </p>
      </Entry>
    </main>
  );
}
