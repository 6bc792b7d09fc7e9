import { For, type JSX, createMemo, createSignal, onCleanup } from "solid-js";

import type { RunRow } from "../../../storage/rows.ts";
import { asksAt, hostTroubleWords } from "../../../views/words/host-words.ts";
import { DeedButton } from "../../kit/deed-button.tsx";
import { Say } from "../../kit/trouble.tsx";
import { useWorkers } from "../../state/workers.tsx";

/** What a running run waits for outside: a host that fails or asked for a pause, until when, and the way past it. */
export function HostNote(props: { readonly run: RunRow }): JSX.Element {
  const workers = useWorkers();
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 1000);
  onCleanup(() => clearInterval(timer));
  const troubles = createMemo(() =>
    workers
      .hosts()
      .filter(({ origin, kind, again }) => asksAt(props.run, origin) && (kind === "silent" || again > now())),
  );
  return (
    <For each={props.run.status === "running" ? troubles() : []}>
      {(trouble) => (
        <Say tone="warn">
          <p>{hostTroubleWords(trouble, now())}</p>
          <DeedButton failed="It could not be asked" deed={() => workers.askNow(trouble.origin)}>
            Ask now
          </DeedButton>
        </Say>
      )}
    </For>
  );
}
