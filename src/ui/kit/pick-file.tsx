import type { JSX } from "solid-js";

import { Button } from "./button.tsx";

/** A button that asks for files of this machine. */
export function PickFile(props: {
  /** Names the hidden field for those who hear the page. */
  readonly name: string;
  readonly children: JSX.Element;
  readonly onPick: (files: readonly File[]) => void;
  readonly accept?: string;
  readonly multiple?: boolean;
  /** A whole folder. */
  readonly folder?: boolean;
  readonly disabled?: boolean;
  readonly main?: boolean;
}): JSX.Element {
  let field: HTMLInputElement | undefined;
  return (
    <>
      <Button main={props.main === true} disabled={props.disabled} onClick={() => field?.click()}>
        {props.children}
      </Button>
      <input
        ref={(element) => {
          field = element;
          element.webkitdirectory = props.folder === true;
        }}
        type="file"
        hidden
        multiple={props.multiple === true}
        accept={props.accept}
        aria-label={props.name}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          if (files.length > 0) props.onPick(files);
        }}
      />
    </>
  );
}
