import { type JSX, Show, createSignal, createUniqueId } from "solid-js";

import type { RolloutRow } from "../../../storage/rows.ts";
import { Button } from "../../kit/button.tsx";
import { useDeed } from "../../kit/deed.ts";
import { CrossIcon, TickIcon } from "../../kit/icons.tsx";
import { useToast } from "../../kit/toast.tsx";
import { createMark } from "./create-mark.ts";

/** A person's verdict on an answer, good or bad, and a sentence why. Stored with the row; a second press takes it back. */
export function MarkAnswer(props: {
  readonly row: RolloutRow;
  /** In a table cell: two words and nothing else until one is pressed. */
  readonly small?: boolean;
  /** Shown below: what a judging model is worth by these marks. */
  readonly judges?: JSX.Element;
}): JSX.Element {
  const mark = createMark(() => props.row);
  const tell = useToast();
  const deed = useDeed();
  const [writing, setWriting] = createSignal(false);
  const [draft, setDraft] = createSignal("");
  const fieldId = createUniqueId();
  const press = async (thumb: "up" | "down"): Promise<void> => {
    const next = mark.thumb() === thumb ? undefined : thumb;
    // A sentence said of a good answer does not fit when it is called bad.
    const isTold = await mark.set(next, "");
    if (isTold) tell({ text: "The run is told: its next reflection that reads this row reads your mark." });
  };
  const open = (): void => {
    setDraft(mark.text());
    setWriting(true);
  };
  const save = async (): Promise<void> => {
    const isTold = await mark.set(mark.thumb(), draft().trim());
    setWriting(false);
    tell({
      text: isTold
        ? "Stored, and the run is told from its next iteration on."
        : "Stored. Later runs over this row are told.",
    });
  };
  return (
    <div class="mark stack-2" classList={{ "mark--small": props.small === true }}>
      <p class="row row--tight">
        <Show when={props.small !== true}>
          <span class="small">Your mark on this answer:</span>
        </Show>
        <span class="seg" role="group" aria-label="Your mark on this answer">
          <button
            type="button"
            aria-pressed={mark.thumb() === "up"}
            onClick={() => deed("Your mark could not be kept", () => press("up"))}
          >
            <TickIcon /> Good
          </button>
          <button
            type="button"
            aria-pressed={mark.thumb() === "down"}
            onClick={() => deed("Your mark could not be kept", () => press("down"))}
          >
            <CrossIcon /> Bad
          </button>
        </span>
        <Show when={!writing() && (props.small !== true || mark.thumb() !== undefined)}>
          <Button link onClick={open}>
            {mark.text() === "" ? "Say why…" : "Change what you said…"}
          </Button>
        </Show>
      </p>
      <Show when={mark.text() !== "" && !writing()}>
        <p class="q small">“{mark.text()}”</p>
      </Show>
      <Show when={writing()}>
        <form
          class="stack-2"
          onSubmit={(event) => {
            event.preventDefault();
            void deed("Your mark could not be kept", save);
          }}
        >
          <label class="label small" for={fieldId}>
            What is {mark.thumb() === "up" ? "good" : mark.thumb() === "down" ? "bad" : "to be said"} about
            this answer?
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
            <Button bare onClick={() => setWriting(false)}>
              Cancel
            </Button>
          </p>
        </form>
      </Show>
      {props.judges}
    </div>
  );
}
