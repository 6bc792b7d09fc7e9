import { createSignal, type JSX } from "solid-js";

import { formatBytes } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Field } from "../../kit/field.tsx";

/** A field would lay out a longer text for seconds, and nobody could read it there: it is taken as the file it is. */
const longestShown = 100_000;

/** Text pasted in place of a file; it takes the same way as one, through the import worker. */
export function PasteText(props: {
  readonly label: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly fileName: string;
  /** What the button does with it, e.g. "Use these rows". */
  readonly deed: string;
  readonly onFile: (file: File) => void;
  readonly rows?: number;
  /** Another way, beside the button. */
  readonly children?: JSX.Element;
}): JSX.Element {
  // A long text in a signal of its own would be drawn again with every key; the field keeps it.
  let field: HTMLTextAreaElement | undefined;
  const [size, setSize] = createSignal(0);
  const hand = (text: string): void => props.onFile(new File([text], props.fileName, { type: "text/plain" }));
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.length <= longestShown) return;
    event.preventDefault();
    hand(text);
  };
  return (
    <div class="stack-2">
      <Field label={props.label} hint={props.hint}>
        <textarea
          ref={(element) => (field = element)}
          class="mono"
          rows={props.rows ?? 6}
          spellcheck={false}
          placeholder={props.placeholder}
          onPaste={paste}
          onInput={(event) => setSize(event.currentTarget.value.length)}
        />
      </Field>
      <p class="row row--tight">
        <Button main={size() > 0} disabled={size() === 0} onClick={() => hand(field?.value ?? "")}>
          {props.deed}
          {size() > 2000 ? `, ${formatBytes(size())}` : ""}
        </Button>
        {props.children}
      </p>
    </div>
  );
}
