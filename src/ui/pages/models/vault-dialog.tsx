import { createSignal, type JSX, Show } from "solid-js";

import { shortestPassphrase, type VaultDeed, vaultWords } from "../../../views/words/vault-words.ts";
import { createDeed } from "../../kit/deed.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Form } from "../../kit/form.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { createVault } from "../../state/create-vault.ts";

/** Asks for the passphrase of the sealed keys, and does what it was asked for. */
export function VaultDialog(props: {
  readonly asking: VaultDeed;
  readonly onClose: () => void;
  /** Also after a refusal: some keys may be open. */
  readonly onTried: () => void;
}): JSX.Element {
  const vault = createVault();
  const [passphrase, setPassphrase] = createSignal("");
  const [next, setNext] = createSignal("");
  const keep = createDeed("The keys could not be read or kept");
  const isLongEnough = (): boolean =>
    (props.asking === "change" ? next() : passphrase()).length >= shortestPassphrase;
  const act = (): Promise<string | undefined> =>
    props.asking === "change"
      ? vault.changePassphrase(passphrase(), next())
      : vault[props.asking](passphrase());
  const submit = async (): Promise<void> => {
    const isDone = await keep.run(act);
    setPassphrase("");
    props.onTried();
    if (isDone) props.onClose();
  };
  return (
    <Dialog open onClose={props.onClose} title={vaultWords[props.asking].title}>
      <Form
        onSubmit={() => void submit()}
        submit={keep.isBusy() ? "Working" : vaultWords[props.asking].submit}
        canSubmit={!keep.isBusy() && passphrase() !== "" && isLongEnough()}
        onCancel={props.onClose}
      >
        <TextField
          label="Passphrase"
          hint={vaultWords[props.asking].hint}
          problem={keep.problem()}
          type="password"
          value={passphrase()}
          onInput={setPassphrase}
        />
        <Show when={props.asking === "change"}>
          <TextField
            label="New passphrase"
            hint={`At least ${shortestPassphrase} characters. The keys themselves stay as they are.`}
            type="password"
            value={next()}
            onInput={setNext}
          />
        </Show>
      </Form>
    </Dialog>
  );
}
