import { createMemo, createSignal, type JSX, onMount, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { forgetSecret } from "../../../storage/library/secrets.ts";
import { listSecrets } from "../../../storage/read/secrets.ts";
import { plural } from "../../../views/words/numbers.ts";
import type { VaultDeed } from "../../../views/words/vault-words.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { DeedButton } from "../../kit/deed-button.tsx";
import { createLiveList } from "../../state/create-live-list.ts";
import { createLoaded } from "../../state/create-loaded.ts";
import { useDatabase } from "../../state/database.tsx";
import { useWorkers } from "../../state/workers.tsx";
import { VaultDialog } from "./vault-dialog.tsx";

/** Keys this tab knows, and those sealed in this browser with a passphrase. Only hosts are ever shown. */
export function KeyList(): JSX.Element {
  const db = useDatabase();
  const workers = useWorkers();
  const sealed = createLiveList(useDatabase, listSecrets, "origin");
  const [version, setVersion] = createSignal(0);
  const [known, setKnown] = createSignal(false);
  const origins = createLoaded(
    () => (known() ? `${version()} ${workers.keyChanges()} ${workers.generation()}` : undefined),
    async () => (await workers.students()).knownOrigins(),
  );
  const [asking, setAsking] = createSignal<VaultDeed>();
  onMount(() => setKnown(true));
  const all = createMemo(() =>
    [...new Set([...(origins.value() ?? []), ...sealed.rows.map((row) => row.origin)])].toSorted(),
  );
  const isOpen = (origin: string): boolean => origins.value()?.includes(origin) === true;
  const isSealed = (origin: string): boolean => sealed.rows.some((row) => row.origin === origin);

  const forget = async (origin: string): Promise<void> => {
    await workers.forgetKey(origin);
    await forgetSecret(db, origin);
    setVersion(version() + 1);
  };
  return (
    <div class="stack">
      <Show
        when={all().length > 0}
        fallback={<p class="soft">No key is known. Keys are asked for where an endpoint is added.</p>}
      >
        <DataTable
          rows={all()}
          columns={[
            { title: "Host", cell: (origin) => <b>{hostOf(origin)}</b> },
            { title: "In this tab", cell: (origin) => (isOpen(origin) ? "ready to use" : "locked") },
            {
              title: "In this browser",
              cell: (origin) => (isSealed(origin) ? "sealed with your passphrase" : "not kept"),
            },
          ]}
          deeds={(origin) => (
            <DeedButton bare failed="The key could not be forgotten" deed={() => forget(origin)}>
              Forget<span class="vh"> the key for {hostOf(origin)}</span>
            </DeedButton>
          )}
        />
        <div class="row">
          <Show when={sealed.rows.some((row) => !isOpen(row.origin))}>
            <Button onClick={() => setAsking("unlock")}>Unlock {plural(sealed.rows.length, "key")}…</Button>
          </Show>
          <Show when={(origins.value()?.length ?? 0) > 0}>
            <Button onClick={() => setAsking("seal")}>
              Keep {plural(origins.value()?.length ?? 0, "key")} in this browser…
            </Button>
          </Show>
          <Show when={sealed.rows.some((row) => row.salt === undefined)}>
            <Button onClick={() => setAsking("change")}>Change the passphrase…</Button>
          </Show>
        </div>
      </Show>
      <Show when={asking()}>
        {(deedAsked) => (
          <VaultDialog
            asking={deedAsked()}
            onClose={() => setAsking(undefined)}
            onTried={() => setVersion(version() + 1)}
          />
        )}
      </Show>
    </div>
  );
}
