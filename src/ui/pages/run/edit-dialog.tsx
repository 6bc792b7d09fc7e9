import { For, type JSX, createEffect, createMemo, createSignal, on } from "solid-js";

import { estimateTokens, type RunState } from "../../../engine/index.ts";
import { steer } from "../../../storage/library/runs.ts";
import { plural } from "../../../views/words/numbers.ts";
import { createDeed } from "../../kit/deed.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Form } from "../../kit/form.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { useDatabase } from "../../state/database.tsx";

/** A person's own rewrite of a candidate: it goes through the gate like any proposal. */
export function EditDialog(props: {
  readonly runId: string;
  readonly state: RunState;
  readonly candidate: number | undefined;
  readonly onClose: () => void;
}): JSX.Element {
  const db = useDatabase();
  const tell = useToast();
  const [texts, setTexts] = createSignal<Readonly<Record<string, string>>>({});
  const entering = createDeed("Your rewrite could not be stored");
  const original = createMemo(() => props.state.candidates[props.candidate ?? -1]?.texts ?? {});
  createEffect(
    on(
      () => props.candidate,
      () => {
        setTexts(original());
        entering.clear();
      },
    ),
  );
  const changed = createMemo(() =>
    Object.fromEntries(
      Object.entries(texts()).filter(([name, text]) => text !== original()[name] && text.trim() !== ""),
    ),
  );
  const enter = async (): Promise<void> => {
    const parent = props.candidate;
    if (parent === undefined) return;
    const isStored = await entering.run(async () => {
      await steer(db, props.runId, { kind: "enter-candidate", parent, texts: changed() }, Date.now());
    });
    if (!isStored) return;
    props.onClose();
    tell({
      text: `Your rewrite of c${parent} is tried in the next iteration, on the same terms as any other.`,
    });
  };
  return (
    <Dialog
      class="dialog--wide"
      open={props.candidate !== undefined}
      onClose={() => props.onClose()}
      title={`Your own rewrite of c${props.candidate ?? ""}`}
    >
      <Form
        onSubmit={() => void enter()}
        submit="Enter it as a proposal"
        canSubmit={Object.keys(changed()).length > 0 && !entering.isBusy()}
        onCancel={() => props.onClose()}
        problem={entering.problem()}
      >
        <p class="soft">
          It must do better than c{props.candidate} on a minibatch, like every other proposal; then it is
          tried on every Pareto row.
        </p>
        <For each={Object.keys(original())}>
          {(name) => (
            <TextArea
              label={name}
              hint={`about ${plural(estimateTokens(texts()[name] ?? ""), "token")}`}
              rows={12}
              value={texts()[name] ?? ""}
              onInput={(text) => setTexts({ ...texts(), [name]: text })}
            />
          )}
        </For>
      </Form>
    </Dialog>
  );
}
