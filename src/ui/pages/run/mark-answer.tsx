import { type JSX, Show, createSignal, createUniqueId, untrack } from "solid-js";

import type { RolloutRow } from "../../../storage/rows.ts";
import { Button } from "../../kit/button.tsx";
import { useDeed } from "../../kit/deed.ts";
import { CrossIcon, TickIcon } from "../../kit/icons.tsx";
import { useToast } from "../../kit/toast.tsx";
import { createMark } from "./create-mark.ts";

type Mark = ReturnType<typeof createMark>;

/** A person's verdict on an answer, good or bad, and a sentence why. Stored with the row; a second press takes it back. */
export function MarkAnswer(props: {
  readonly row: RolloutRow;
  /** In a table cell: two words and nothing else until one is pressed. */
  readonly small?: boolean;
  /** Shown below: what a judging model is worth by these marks. */
  readonly judges?: JSX.Element;
}): JSX.Element {
  const mark = createMark(() => props.row);
  const [writing, setWriting] = createSignal(false);
  return (
    <div class="mark stack-2" classList={{ "mark--small": props.small === true }}>
      <p class="row row--tight">
        <Show when={props.small !== true}>
          <span class="small">Your mark on this answer:</span>
        </Show>
        <Thumbs mark={mark} />
        <Show when={!writing() && (props.small !== true || mark.thumb() !== undefined)}>
          <Button link onClick={() => setWriting(true)}>
            {mark.text() === "" ? "Say why…" : "Change what you said…"}
          </Button>
        </Show>
      </p>
      <Show when={mark.text() !== "" && !writing()}>
        <p class="q small">“{mark.text()}”</p>
      </Show>
      <Show when={writing()}>
        <Reason mark={mark} onClose={() => setWriting(false)} />
      </Show>
      {props.judges}
    </div>
  );
}

function Thumbs(props: { readonly mark: Mark }): JSX.Element {
  const tell = useToast();
  const deed = useDeed();
  const press = (thumb: "up" | "down"): Promise<boolean> =>
    deed("Your mark could not be kept", async () => {
      // A sentence said of a good answer does not fit when it is called bad.
      const isTold = await props.mark.set(props.mark.thumb() === thumb ? undefined : thumb, "");
      if (isTold) tell({ text: "The run is told: its next reflection that reads this row reads your mark." });
    });
  return (
    <span class="seg" role="group" aria-label="Your mark on this answer">
      <button type="button" aria-pressed={props.mark.thumb() === "up"} onClick={() => press("up")}>
        <TickIcon /> Good
      </button>
      <button type="button" aria-pressed={props.mark.thumb() === "down"} onClick={() => press("down")}>
        <CrossIcon /> Bad
      </button>
    </span>
  );
}

/** Why it is good or bad, in a sentence. */
function Reason(props: { readonly mark: Mark; readonly onClose: () => void }): JSX.Element {
  const tell = useToast();
  const deed = useDeed();
  const fieldId = createUniqueId();
  const [draft, setDraft] = createSignal(untrack(() => props.mark.text()));
  const save = async (): Promise<void> => {
    const isTold = await props.mark.set(props.mark.thumb(), draft().trim());
    props.onClose();
    tell({
      text: isTold
        ? "Stored, and the run is told from its next iteration on."
        : "Stored. Later runs over this row are told.",
    });
  };
  const verdict = (): string =>
    ({ up: "good", down: "bad", none: "to be said" })[props.mark.thumb() ?? "none"];
  return (
    <form
      class="stack-2"
      onSubmit={(event) => {
        event.preventDefault();
        void deed("Your mark could not be kept", save);
      }}
    >
      <label class="label small" for={fieldId}>
        What is {verdict()} about this answer?
      </label>
      <textarea
        id={fieldId}
        rows={2}
        class="plain"
        value={draft()}
        ref={(element) => queueMicrotask(() => element.focus())}
        onInput={(event) => setDraft(event.currentTarget.value)}
      />
      <p class="row row--tight">
        <Button type="submit">Keep the sentence</Button>
        <Button bare onClick={() => props.onClose()}>
          Cancel
        </Button>
      </p>
    </form>
  );
}
