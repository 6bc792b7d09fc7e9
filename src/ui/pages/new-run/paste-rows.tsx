import { createSignal, type JSX } from "solid-js";

import { Button } from "../../kit/button.tsx";
import { Field } from "../../kit/field.tsx";
import { formatBytes } from "../../kit/numbers.ts";

/** Text pasted in place of a file; it takes the same way as one, through the import worker. */
export function PasteText(props: {
  readonly label: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly fileName: string;
  /** What the button does with it, e.g. "Use these rows". */
  readonly deed: string;
  readonly onFile: (file: File) => void;
}): JSX.Element {
  // A long text in a signal of its own would be drawn again with every key; the field keeps it.
  let field: HTMLTextAreaElement | undefined;
  const [size, setSize] = createSignal(0);
  return (
    <div class="stack-2">
      <Field label={props.label} hint={props.hint}>
        <textarea
          ref={(element) => (field = element)}
          class="mono"
          rows={6}
          spellcheck={false}
          placeholder={props.placeholder}
          onInput={(event) => setSize(event.currentTarget.value.length)}
        />
      </Field>
      <Button
        disabled={size() === 0}
        onClick={() => props.onFile(new File([field?.value ?? ""], props.fileName, { type: "text/plain" }))}
      >
        {props.deed}
        {size() > 2000 ? `, ${formatBytes(size())}` : ""}
      </Button>
    </div>
  );
}
