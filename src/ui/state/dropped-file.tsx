import { type Accessor, createSignal, type JSX } from "solid-js";

import { createProvided } from "./create-provided.ts";

/** Rows, and the prompt one has for them, on their way from some page to New run. */
interface Handed {
  readonly file: File;
  /** Empty where none was typed. */
  readonly prompt: string;
}

interface DroppedFile {
  readonly handed: Accessor<Handed | undefined>;
  /** The prompt typed so far, wherever the file that belongs to it is dropped. */
  readonly prompt: Accessor<string>;
  readonly setPrompt: (prompt: string) => void;
  readonly put: (file: File) => void;
  /** What was handed over has arrived. */
  readonly take: () => void;
}

const [Provided, useDroppedFile] = createProvided<DroppedFile>("DroppedFile");
export { useDroppedFile };

export function DroppedFileProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const [handed, setHanded] = createSignal<Handed>();
  const [prompt, setPrompt] = createSignal("");
  const put = (file: File): void => void setHanded({ file, prompt: prompt().trim() });
  const take = (): void => {
    setHanded(undefined);
    setPrompt("");
  };
  return <Provided value={{ handed, prompt, setPrompt, put, take }}>{props.children}</Provided>;
}
