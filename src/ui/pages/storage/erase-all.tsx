import { createSignal, type JSX, Show } from "solid-js";

import { basePath, localName } from "../../../platform/base-path.ts";
import { eraseEverything } from "../../../storage/library/erase.ts";
import { eraseNetworkStore } from "../../../storage/network-store.ts";
import { useConfirm } from "../../kit/confirm.tsx";
import { DeedButton } from "../../kit/deed-button.tsx";
import { Say } from "../../kit/trouble.tsx";
import { useDatabase } from "../../state/database.tsx";
import { useWorkers } from "../../state/workers.tsx";

/** Removes all this studio keeps in this browser, after asking. */
export function EraseAll(): JSX.Element {
  const db = useDatabase();
  const workers = useWorkers();
  const confirm = useConfirm();
  const [done, setDone] = createSignal(false);
  const erase = async (): Promise<void> => {
    const yes = await confirm({
      title: "Erase everything this studio keeps here?",
      text: "Tasks, rows, runs, answers, endpoints, the ledger, model files and settings go, in every tab. What you saved to files stays yours. There is no undo.",
      yes: "Erase everything",
      danger: true,
    });
    if (!yes) return;
    workers.restart();
    localStorage.removeItem(localName("theme"));
    await eraseNetworkStore(basePath());
    setDone(true);
    await eraseEverything(db, document.baseURI);
    location.hash = "#/";
    location.reload();
  };
  return (
    <div class="stack">
      <p class="soft">
        Everything of this studio in this browser: database, weights, files, settings. Other sites are not
        touched.
      </p>
      <p>
        <DeedButton danger failed="Not everything could be erased" deed={erase}>
          Erase everything…
        </DeedButton>
      </p>
      <Show when={done()}>
        <Say>Erasing. The page reloads in a moment.</Say>
      </Show>
    </div>
  );
}
