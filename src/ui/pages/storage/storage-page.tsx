import type { JSX } from "solid-js";

import { privacySentence } from "../../../views/words/privacy-words.ts";
import { Entry } from "../../kit/entry.tsx";
import { createLeft } from "../../privacy-line.tsx";
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
      <Entry first title="Storage & privacy">
        <div class="split">
          <h1 class="huge">{privacySentence(left())}.</h1>
          <p class="lede end-align">
            There is no account and no server of ours. Tasks, rows, runs and answers live in this browser; a
            host sees something only after you have allowed that host.
          </p>
        </div>
      </Entry>
      <Entry title="What may leave">
        <NetworkRules />
      </Entry>
      <Entry
        title="What has left"
        note="Every request to another host, also those that were held back. A letter or a row to a model is one request each."
      >
        <Ledger />
      </Entry>
      <Entry title="What is kept here" note="Texts are counted by their characters.">
        <Usage />
      </Entry>
      <Entry title="One file of it all">
        <Bundles />
      </Entry>
      <Entry title="Erase">
        <EraseAll />
      </Entry>
    </main>
  );
}
