import { For, type JSX, createEffect, createMemo, createSignal, on } from "solid-js";

import { estimateTokens, type RunState } from "../../../engine/index.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import { steer } from "../../../storage/library/runs.ts";
import { plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Field } from "../../kit/field.tsx";
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
  const [problem, setProblem] = createSignal<string>();
  const original = createMemo(() => props.state.candidates[props.candidate ?? -1]?.texts ?? {});
  createEffect(
    on(
      () => props.candidate,
      () => {
        setTexts(original());
        setProblem(undefined);
      },
    ),
  );
  const changed = createMemo(() =>
    Object.fromEntries(
      Object.entries(texts()).filter(([name, text]) => text !== original()[name] && text.trim() !== ""),
    ),
  );
  const enter = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const parent = props.candidate;
    if (parent === undefined) return;
    try {
      await steer(db, props.runId, { kind: "enter-candidate", parent, texts: changed() }, Date.now());
      props.onClose();
      tell({
        text: `Your rewrite of c${parent} is tried in the next iteration, on the same terms as any other.`,
      });
    } catch (error) {
      setProblem(`Your rewrite could not be stored: ${reasonOf(error)}`);
    }
  };
  return (
    <Dialog
      class="dialog--wide"
      open={props.candidate !== undefined}
      onClose={() => props.onClose()}
      title={`Your own rewrite of c${props.candidate ?? ""}`}
    >
      <form class="stack" onSubmit={(event) => void enter(event)}>
        <p class="soft">
          It must do better than c{props.candidate} on a minibatch, like every other proposal; then it is
          tried on every Pareto row.
        </p>
        <For each={Object.keys(original())}>
          {(name) => (
            <Field
              label={name}
              hint={`about ${plural(estimateTokens(texts()[name] ?? ""), "token")}`}
              problem={problem()}
            >
              <textarea
                rows={12}
                value={texts()[name] ?? ""}
                onInput={(event) => setTexts({ ...texts(), [name]: event.currentTarget.value })}
              />
            </Field>
          )}
        </For>
        <div class="actions">
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button main type="submit" disabled={Object.keys(changed()).length === 0}>
            Enter it as a proposal
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
