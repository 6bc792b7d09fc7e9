import { createSignal, type JSX, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import { listSecrets } from "../../../storage/read/secrets.ts";
import { shortestPassphrase } from "../../../views/words/vault-words.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { TextField } from "../../kit/text-field.tsx";
import { createEndpoints } from "../../state/create-endpoints.ts";
import { createLiveList } from "../../state/create-live-list.ts";
import { createVault } from "../../state/create-vault.ts";
import { useDatabase } from "../../state/database.tsx";
import { useWorkers } from "../../state/workers.tsx";

const isShort = (passphrase: string): boolean => passphrase !== "" && passphrase.length < shortestPassphrase;

/** Asks for the key of one host, or for the passphrase where a key for it is kept here, sealed. */
export function KeyPrompt(props: {
  readonly origin: string;
  /** The key that is held was not accepted: another one is asked for, whatever is kept. */
  readonly isRefused?: boolean;
  readonly onKept: () => void;
  /** Where there is something to go back to. */
  readonly onCancel?: () => void;
}): JSX.Element {
  const workers = useWorkers();
  const vault = createVault();
  const endpoints = createEndpoints();
  const sealed = createLiveList(useDatabase, listSecrets, "origin");
  const [text, setText] = createSignal("");
  const keeping = createDeed("The key could not be kept");
  const [passphrase, setPassphrase] = createSignal("");
  const isSealed = (): boolean =>
    props.isRefused !== true && sealed.rows.some((row) => row.origin === props.origin);
  const keep = async (): Promise<void> => {
    const isKept = await keeping.run(async () => {
      await endpoints.allow(props.origin);
      if (isSealed()) return vault.unlock(text(), props.origin);
      await workers.rememberKey(props.origin, text().trim());
      return passphrase() === "" ? undefined : vault.seal(passphrase(), [props.origin]);
    });
    if (isKept || isSealed()) setText("");
    setPassphrase("");
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
          isSealed()
            ? `Passphrase of the key for ${hostOf(props.origin)}`
            : `${props.isRefused === true ? "Another key" : "Key"} for ${hostOf(props.origin)}`
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
      <Show when={!isSealed()}>
        <TextField
          label="Passphrase, to keep the key in this browser"
          hint="Sealed with it; the same passphrase for all keys. Leave it empty to forget the key with the tab."
          type="password"
          value={passphrase()}
          onInput={setPassphrase}
        />
      </Show>
      <div class="actions">
        <Show when={props.onCancel}>{(cancel) => <Button onClick={() => cancel()()}>Cancel</Button>}</Show>
        <Button type="submit" disabled={keeping.isBusy() || text() === "" || isShort(passphrase())}>
          <Show when={isSealed()} fallback="Use this key and go on">
            Unlock and go on
          </Show>
        </Button>
      </div>
    </form>
  );
}
