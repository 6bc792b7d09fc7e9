import { type JSX, Show, createSignal } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { steer } from "../../../storage/library/runs.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Field } from "../../kit/field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { useDatabase } from "../../state/database.tsx";
import type { RunRows } from "./create-run-rows.ts";

/** A sentence of one's own on a feedback row; the Reflection model reads it whenever the row is in its minibatch. */
export function AddFeedback(props: {
  readonly runId: string;
  readonly state: RunState;
  readonly rows: RunRows;
  readonly exampleId: string;
}): JSX.Element {
  const db = useDatabase();
  const tell = useToast();
  const [open, setOpen] = createSignal(false);
  const [text, setText] = createSignal("");
  const position = (): number => props.rows.positionOf("feedback", props.exampleId);
  const said = () => props.state.feedback.filter((remark) => remark.example === position());
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const words = text().trim();
    if (words === "") return;
    await steer(db, props.runId, { kind: "add-feedback", example: position(), text: words }, Date.now());
    setOpen(false);
    setText("");
    tell({ text: "Your sentence is in the journal from the next iteration on." });
  };
  return (
    <p class="small">
      <Show when={said().length > 0}>
        You said:{" "}
        <span class="q">
          {said()
            .map((remark) => `“${remark.text}”`)
            .join(" ")}
        </span>{" "}
      </Show>
      <button type="button" class="btn btn--link" onClick={() => setOpen(true)}>
        Add a sentence of your own
      </button>{" "}
      <span class="soft">and the Reflection model will read it too.</span>
      <Dialog open={open()} onClose={() => setOpen(false)} title="Your sentence on this row">
        <form class="stack" onSubmit={(event) => void save(event)}>
          <Field
            label="What should the Reflection model know about this row?"
            hint="It is shown after the metric's feedback whenever this row is in a minibatch."
          >
            <textarea rows={4} value={text()} onInput={(event) => setText(event.currentTarget.value)} />
          </Field>
          <div class="actions">
            <Button onClick={() => setOpen(false)}>Leave it</Button>
            <Button main type="submit" disabled={text().trim() === ""}>
              Add the sentence
            </Button>
          </div>
        </form>
      </Dialog>
    </p>
  );
}
