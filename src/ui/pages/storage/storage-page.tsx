import type { JSX } from "solid-js";

import { createLeft, privacySentence } from "../../privacy-line.tsx";
import { Bundles } from "./bundles.tsx";
import { EraseAll } from "./erase-all.tsx";
import { Ledger } from "./ledger.tsx";
import { NetworkRules } from "./network-rules.tsx";
import { Usage } from "./usage.tsx";

/** What is kept, what has left, and how to stop either. */
export function StoragePage(): JSX.Element {
  const left = createLeft();
  return (
    <main class="page">
      <section class="entry entry--first">
        <div class="in-margin">
          <b>Storage & privacy</b>
        </div>
        <div class="split">
          <h1 class="huge">{privacySentence(left())}.</h1>
          <p class="lede end-align">
            There is no account and no server of ours. Tasks, rows, runs and answers live in this browser; a
            host sees something only after you have allowed that host.
          </p>
        </div>
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>What may leave</h2>
        </div>
        <NetworkRules />
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>What has left</h2>
          <p>
            Every request to another host, also those that were held back. A call to a model is one request.
          </p>
        </div>
        <Ledger />
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>What is kept here</h2>
          <p>Sizes of texts are estimated from samples.</p>
        </div>
        <Usage />
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>One file of it all</h2>
        </div>
        <Bundles />
      </section>
      <section class="entry">
        <div class="in-margin">
          <h2>Erase</h2>
        </div>
        <EraseAll />
      </section>
    </main>
  );
}
