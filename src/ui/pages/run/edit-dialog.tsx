import { For, type JSX, Show, createEffect, createMemo, createSignal, on } from "solid-js";

import { estimateTokens, type RunState } from "../../../engine/index.ts";
import { isGepa } from "../../../rivals/optimizers.ts";
import { changedTexts, scoreOwnPrompt } from "../../../setup/score-own-prompt.ts";
import { steer } from "../../../storage/library/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Form } from "../../kit/form.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { useDatabase } from "../../state/database.tsx";

/** A person's own rewrite of a candidate: it goes through the gate like any proposal. */
export function EditDialog(props: {
  readonly run: RunRow;
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
  const changed = createMemo(() => changedTexts(original(), texts()));
  const canEnter = (): boolean => Object.keys(changed()).length > 0 && !entering.isBusy();
  const during = async (said: string, work: (parent: number) => Promise<unknown>): Promise<void> => {
    const parent = props.candidate;
    if (parent === undefined || !(await entering.run(async () => void (await work(parent))))) return;
    props.onClose();
    tell({ text: said });
  };
  const scored = (parent: number) => scoreOwnPrompt(db, props.run, parent, { ...original(), ...changed() });
  const score = (): Promise<void> =>
    during("Your prompt is being scored. What the rows say stands under Your own prompts.", scored);
  const entered = (parent: number) =>
    steer(db, props.run.id, { kind: "enter-candidate", parent, texts: changed() }, Date.now());
  const enter = (): Promise<void> =>
    during("Your rewrite is tried in the next iteration, on the same terms as any other.", entered);
  return (
    <Dialog
      class="dialog--wide"
      open={props.candidate !== undefined}
      onClose={() => props.onClose()}
      title={`Your own rewrite of c${props.candidate ?? ""}`}
    >
      <Form
        onSubmit={() => void score()}
        submit={`Score it on ${plural(props.run.splits.pareto.length, "Pareto row")}`}
        canSubmit={canEnter()}
        onCancel={() => props.onClose()}
        problem={entering.problem()}
      >
        <p class="soft">
          Scored beside the search, outside its budget: the run stays as it is, and you read whether yours is
          better, worse, or not to be told apart.
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
        <Show when={isGepa(props.run.optimizer)}>
          <Enter parent={props.candidate} disabled={!canEnter()} onClick={() => void enter()} />
        </Show>
      </Form>
    </Dialog>
  );
}

/** The other way: into the search itself. */
function Enter(props: {
  readonly parent: number | undefined;
  readonly disabled: boolean;
  readonly onClick: () => void;
}): JSX.Element {
  return (
    <p class="small">
      <Button link disabled={props.disabled} onClick={() => props.onClick()}>
        Enter it as a proposal instead
      </Button>{" "}
      <span class="soft">
        It must beat c{props.parent} on a minibatch; a search that has ended goes on and spends.
      </span>
    </p>
  );
}
