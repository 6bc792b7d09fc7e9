import { createMemo, createSignal, type JSX, onMount, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { forgetSecret, saveSecret } from "../../../storage/library/secrets.ts";
import { listSecrets } from "../../../storage/read/secrets.ts";
import type { SecretRow } from "../../../storage/rows.ts";
import { plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { createDeed, useDeed } from "../../kit/deed.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Form } from "../../kit/form.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { createLiveList } from "../../state/create-live.ts";
import { createLoaded } from "../../state/create-loaded.ts";
import { useDatabase } from "../../state/database.tsx";
import { useWorkers } from "../../state/workers.tsx";

const SHORTEST_PASSPHRASE = 8;

/** Keys this tab knows, and those sealed in this browser with a passphrase. Only hosts are ever shown. */
export function KeyList(): JSX.Element {
  const db = useDatabase();
  const workers = useWorkers();
  const sealed = createLiveList<SecretRow>(() => () => listSecrets(db), "origin");
  const [version, setVersion] = createSignal(0);
  const [known, setKnown] = createSignal(false);
  const origins = createLoaded(
    () => (known() ? `${version()} ${workers.keyChanges()} ${workers.generation()}` : undefined),
    async () => (await workers.students()).knownOrigins(),
  );
  const [asking, setAsking] = createSignal<"seal" | "unlock">();
  const [passphrase, setPassphrase] = createSignal("");
  const keep = createDeed("The keys could not be read or kept");
  const deed = useDeed();
  onMount(() => setKnown(true));
  const all = createMemo(() =>
    [...new Set([...(origins.value() ?? []), ...sealed.rows.map((row) => row.origin)])].toSorted(),
  );
  const isOpen = (origin: string): boolean => origins.value()?.includes(origin) === true;
  const isSealed = (origin: string): boolean => sealed.rows.some((row) => row.origin === origin);

  const ask = (what: "seal" | "unlock"): void => {
    setPassphrase("");
    keep.clear();
    setAsking(what);
  };
  const seal = async (): Promise<void> => {
    const students = await workers.students();
    for (const origin of origins.value() ?? []) {
      const row = await students.sealKey(origin, passphrase());
      if (row) await saveSecret(db, row);
    }
  };
  const unlock = async (): Promise<string | undefined> => {
    const rows = sealed.rows.map((row) => ({ ...row }));
    const outcome = await (await workers.students()).unlockVault(rows, passphrase());
    setVersion(version() + 1);
    return outcome.kind === "unlocked"
      ? undefined
      : "This passphrase does not open the keys. Try again; nothing was changed.";
  };
  const submit = async (): Promise<void> => {
    if (await keep.run(asking() === "seal" ? seal : unlock)) setAsking(undefined);
    setPassphrase("");
  };
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
            <Button bare onClick={() => deed("The key could not be forgotten", () => forget(origin))}>
              Forget<span class="vh"> the key for {hostOf(origin)}</span>
            </Button>
          )}
        />
        <div class="row">
          <Show when={sealed.rows.some((row) => !isOpen(row.origin))}>
            <Button onClick={() => ask("unlock")}>Unlock {plural(sealed.rows.length, "key")}…</Button>
          </Show>
          <Show when={(origins.value()?.length ?? 0) > 0}>
            <Button onClick={() => ask("seal")}>
              Keep {plural(origins.value()?.length ?? 0, "key")} in this browser…
            </Button>
          </Show>
        </div>
      </Show>
      <Dialog
        open={asking() !== undefined}
        onClose={() => setAsking(undefined)}
        title={asking() === "seal" ? "Keep the keys, sealed" : "Unlock the keys"}
      >
        <Form
          onSubmit={() => void submit()}
          submit={keep.isBusy() ? "Working" : asking() === "seal" ? "Seal and keep" : "Unlock"}
          canSubmit={!keep.isBusy() && passphrase().length >= SHORTEST_PASSPHRASE}
          onCancel={() => setAsking(undefined)}
        >
          <TextField
            label="Passphrase"
            hint={
              asking() === "seal"
                ? `At least ${SHORTEST_PASSPHRASE} characters. It is stored nowhere: if you forget it, enter the keys again.`
                : "The one the keys were sealed with."
            }
            problem={keep.problem()}
            type="password"
            value={passphrase()}
            onInput={setPassphrase}
          />
        </Form>
      </Dialog>
    </div>
  );
}
