import { createSignal, type JSX, Show } from "solid-js";

import { Button } from "../../kit/button.tsx";
import { useDeed } from "../../kit/deed.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { PickFile } from "../../kit/pick-file.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { ADDING, type LocalModels } from "../../state/create-local-models.ts";
import { AddByName } from "./add-by-name.tsx";

/** A file of a chosen folder; the path inside it comes with `webkitdirectory`. */
const pathOf = (file: File): string => file.webkitRelativePath || file.name;

/** Three ways to a model of one's own: GGUF files, a folder made for WebLLM, a name or an address. */
export function AddModels(props: { readonly locals: LocalModels }): JSX.Element {
  const [naming, setNaming] = createSignal(false);
  const deed = useDeed();
  const takeFolder = (chosen: readonly File[]): void => {
    const [first] = chosen;
    if (first === undefined) return;
    const name = pathOf(first).split("/")[0] ?? "folder";
    const files = chosen.map((file) => ({ path: pathOf(file), file }));
    void deed("The folder could not be opened", () => props.locals.addFolder(name, files));
  };
  return (
    <div class="stack-2">
      <div class="row">
        <PickFile
          name="GGUF files"
          multiple
          accept=".gguf"
          onPick={(files) => deed("The files could not be opened", () => props.locals.addFiles(files))}
        >
          Open GGUF files…
        </PickFile>
        <PickFile name="WebLLM folder" folder onPick={takeFolder}>
          Open a WebLLM folder…
        </PickFile>
        <Button onClick={() => setNaming(true)}>Add by name or address…</Button>
      </div>
      <p class="small soft">
        Files are checked, hashed and copied into this browser's own storage; they go nowhere else. A GGUF in
        several parts is opened with all its parts.
      </p>
      <Show when={props.locals.doing(ADDING)}>
        {(news) => <ProgressLine text={news().text} share={news().share} />}
      </Show>
      <Problem text={props.locals.problemOf(ADDING)} />
      <Dialog open={naming()} onClose={() => setNaming(false)} title="Add a model by name or address">
        <AddByName
          gpu={props.locals.gpu()}
          onAdd={(model) => {
            setNaming(false);
            void deed("The model could not be added", () => props.locals.add(model));
          }}
          onCancel={() => setNaming(false)}
        />
      </Dialog>
    </div>
  );
}
