import { createSignal, type JSX, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { listSecrets } from "../../../storage/read/secrets.ts";
import type { SecretRow } from "../../../storage/rows.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { TextField } from "../../kit/text-field.tsx";
import { createEndpoints } from "../../state/create-endpoints.ts";
import { createLiveList } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";
import { useWorkers } from "../../state/workers.tsx";

/** Asks for the key of one host, or for the passphrase where a key for it is kept here, sealed. */
export function KeyPrompt(props: { readonly origin: string; readonly onKept: () => void }): JSX.Element {
  const db = useDatabase();
  const workers = useWorkers();
  const endpoints = createEndpoints();
  const sealed = createLiveList<SecretRow>(() => () => listSecrets(db), "origin");
  const [text, setText] = createSignal("");
  const keeping = createDeed("The key could not be kept");
  const isSealed = (): boolean => sealed.rows.some((row) => row.origin === props.origin);
  const keep = async (): Promise<void> => {
    const isKept = await keeping.run(async () => {
      await endpoints.allow(props.origin);
      const students = await workers.students();
      if (!isSealed()) return workers.rememberKey(props.origin, text().trim());
      const outcome = await students.unlockVault(
        sealed.rows.map((row) => ({ ...row })),
        text(),
      );
      return outcome.kind === "unlocked"
        ? undefined
        : "This passphrase does not open the keys. Try again; nothing was changed.";
    });
    setText("");
    if (isKept) props.onKept();
  };
  return (
    <form
      class="stack-2 key-prompt"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <TextField
        label={
          isSealed() ? `Passphrase of the key for ${hostOf(props.origin)}` : `Key for ${hostOf(props.origin)}`
        }
        hint={
          isSealed()
            ? "The key is kept in this browser, sealed."
            : `Kept in this tab's memory, sent to ${hostOf(props.origin)} alone.`
        }
        problem={keeping.problem()}
        type="password"
        value={text()}
        onInput={setText}
      />
      <Button type="submit" disabled={keeping.isBusy() || text() === ""}>
        <Show when={isSealed()} fallback="Use this key and go on">
          Unlock and go on
        </Show>
      </Button>
    </form>
  );
}
