import type { JSX } from "solid-js";

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
      <section class="entry entry--first">
        <div class="in-margin">
          <b>Models</b>
        </div>
        <div class="split">
          <h1 class="huge">Who answers, who reflects, and where they live</h1>
          <p class="lede end-align">
            Any of these can be Student or Reflection. What runs in the tab stays in the tab; for the others
            we say which host will see your rows.
          </p>
        </div>
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>In this tab</h2>
          <p>Nothing leaves the machine for these.</p>
        </div>
        <LocalModelTable />
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>The embedded model</h2>
          <p>What it was made of, and what it cannot do.</p>
        </div>
        <EmbeddedCard kind="embedded" />
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>Endpoints</h2>
          <p>Keys stay in this tab's memory, each for its own host alone, and leave only to it.</p>
        </div>
        <EndpointList />
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>Prices</h2>
          <p>US dollars, for the money shown with each run and for its limit.</p>
        </div>
        <PriceTable />
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>Keys</h2>
          <p>In this tab's memory, or sealed with a passphrase of yours. Never shown, never in a file.</p>
        </div>
        <KeyList />
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>The coach</h2>
          <p>Reflection without a key, for label tasks.</p>
        </div>
        <CoachCard />
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>The small neural reflector</h2>
          <p>Reflection by a network, without a key, for label tasks.</p>
        </div>
        <EmbeddedCard kind="embedded-reflector" />
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>By hand</h2>
          <p>No key and no download: you are the wire.</p>
        </div>
        <p class="words">
          As Reflection you can also choose <b>By hand</b>: the studio writes the letter, you carry it to any
          chat you trust and paste the whole answer back. The run waits as long as you like, also after you
          close the tab.
        </p>
      </section>
    </main>
  );
}
