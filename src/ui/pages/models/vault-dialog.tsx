import { createSignal, type JSX, Show } from "solid-js";

import { createDeed } from "../../kit/deed.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Form } from "../../kit/form.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { createVault } from "../../state/create-vault.ts";

export type VaultDeed = "seal" | "unlock" | "change";

export const shortestPassphrase = 8;

const words: Readonly<
  Record<VaultDeed, { readonly title: string; readonly submit: string; readonly hint: string }>
> = {
  seal: {
    title: "Keep the keys, sealed",
    submit: "Seal and keep",
    hint: `One passphrase for all keys, of at least ${shortestPassphrase} characters. It is stored nowhere: if you forget it, forget the keys and enter them again.`,
  },
  unlock: { title: "Unlock the keys", submit: "Unlock", hint: "The one the keys were sealed with." },
  change: { title: "Change the passphrase", submit: "Change", hint: "The one the keys were sealed with." },
};

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
    <Dialog open onClose={props.onClose} title={words[props.asking].title}>
      <Form
        onSubmit={() => void submit()}
        submit={keep.isBusy() ? "Working" : words[props.asking].submit}
        canSubmit={!keep.isBusy() && passphrase() !== "" && isLongEnough()}
        onCancel={props.onClose}
      >
        <TextField
          label="Passphrase"
          hint={words[props.asking].hint}
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
