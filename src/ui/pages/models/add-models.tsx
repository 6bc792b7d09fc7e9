import { createSignal, type JSX, Show } from "solid-js";

import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { ADDING, type LocalModels } from "../../state/create-local-models.ts";
import { AddByName } from "./add-by-name.tsx";

/** A file of a chosen folder; the path inside it comes with `webkitdirectory`. */
const pathOf = (file: File): string => file.webkitRelativePath || file.name;

/** Three ways to a model of one's own: GGUF files, a folder made for WebLLM, a name or an address. */
export function AddModels(props: { readonly locals: LocalModels }): JSX.Element {
  const [naming, setNaming] = createSignal(false);
  let files: HTMLInputElement | undefined;
  let folder: HTMLInputElement | undefined;
  const take = (input: HTMLInputElement): readonly File[] => {
    const chosen = [...(input.files ?? [])];
    input.value = "";
    return chosen;
  };
  const takeFolder = (chosen: readonly File[]): void => {
    const [first] = chosen;
    if (first === undefined) return;
    const name = pathOf(first).split("/")[0] ?? "folder";
    void props.locals.addFolder(
      name,
      chosen.map((file) => ({ path: pathOf(file), file })),
    );
  };
  return (
    <div class="stack-2">
      <div class="row">
        <Button onClick={() => files?.click()}>Open GGUF files…</Button>
        <Button onClick={() => folder?.click()}>Open a WebLLM folder…</Button>
        <Button onClick={() => setNaming(true)}>Add by name or address…</Button>
      </div>
      <p class="small soft">
        Files are checked, hashed and copied into this browser's own storage; they go nowhere else. A GGUF in
        several parts is opened with all its parts.
      </p>
      <input
        ref={(element) => (files = element)}
        type="file"
        hidden
        multiple
        accept=".gguf"
        aria-label="GGUF files"
        onChange={(event) => void props.locals.addFiles(take(event.currentTarget))}
      />
      <input
        ref={(element) => {
          folder = element;
          element.webkitdirectory = true;
        }}
        type="file"
        hidden
        aria-label="WebLLM folder"
        onChange={(event) => takeFolder(take(event.currentTarget))}
      />
      <Show when={props.locals.doing(ADDING)}>
        {(news) => <ProgressLine text={news().text} share={news().share} />}
      </Show>
      <Problem text={props.locals.problemOf(ADDING)} />
      <Dialog open={naming()} onClose={() => setNaming(false)} title="Add a model by name or address">
        <AddByName
          gpu={props.locals.gpu()}
          onAdd={(model) => {
            setNaming(false);
            void props.locals.add(model);
          }}
          onCancel={() => setNaming(false)}
        />
      </Dialog>
    </div>
  );
}
