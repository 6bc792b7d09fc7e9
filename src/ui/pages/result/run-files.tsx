import { createSignal, For, type JSX, Show } from "solid-js";

import type { RunFile, RunFileOutcome } from "../../../protocol/bundle-worker.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import { Button } from "../../kit/button.tsx";
import { useToast } from "../../kit/toast.tsx";
import { Trouble } from "../../kit/trouble.tsx";
import { saveFile, withBundleWorker } from "../../state/with-bundle-worker.ts";

const files: readonly { readonly file: RunFile; readonly title: string; readonly what: string }[] = [
  { file: "report", title: "Report", what: "one HTML page that opens anywhere, with its evidence" },
  { file: "rollouts-csv", title: "Answers, CSV", what: "every call with score and feedback" },
  { file: "rollouts-jsonl", title: "Answers, JSONL", what: "every call with its whole trace" },
];

/** The run itself as files: written by a worker, saved by the browser, sent nowhere. */
export function RunFiles(props: { readonly runId: string }): JSX.Element {
  const tell = useToast();
  const [busy, setBusy] = createSignal<RunFile>();
  const [trouble, setTrouble] = createSignal<string>();
  const save = async (file: RunFile): Promise<void> => {
    const { runId } = props;
    setBusy(file);
    setTrouble(undefined);
    try {
      const made = await withBundleWorker<RunFileOutcome>(async (api) => api.exportRun(runId, file));
      if (made.kind === "refused") {
        setTrouble(made.message);
        return;
      }
      saveFile(made.file, made.name);
      tell({ text: `Saved ${made.name}.` });
    } catch (error) {
      setTrouble(reasonOf(error));
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <>
      <ul class="exports">
        <For each={files}>
          {(each) => (
            <li>
              <Button link disabled={busy() !== undefined} onClick={() => void save(each.file)}>
                {each.title}
              </Button>
              <span class="small soft"> {busy() === each.file ? "being written…" : each.what}</span>
            </li>
          )}
        </For>
      </ul>
      <Show when={trouble()}>
        {(said) => <Trouble title="The file could not be written">{said()}</Trouble>}
      </Show>
    </>
  );
}
