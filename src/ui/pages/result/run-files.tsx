import { createSignal, For, type JSX } from "solid-js";

import { saveFile, withBundleWorker } from "../../../platform/with-bundle-worker.ts";
import type { RunFile, RunFileOutcome } from "../../../protocol/bundle-worker.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Problem } from "../../kit/problem.tsx";
import { useToast } from "../../kit/toast.tsx";

const files: readonly { readonly file: RunFile; readonly title: string; readonly what: string }[] = [
  { file: "report", title: "Report", what: "one HTML page that opens anywhere, with its evidence" },
  { file: "rollouts-csv", title: "Answers, CSV", what: "every call with score and feedback" },
  { file: "rollouts-jsonl", title: "Answers, JSONL", what: "every call with its whole trace" },
];

/** The run itself as files: written by a worker, saved by the browser, sent nowhere. */
export function RunFiles(props: { readonly runId: string }): JSX.Element {
  const tell = useToast();
  const writing = createDeed("The file could not be written");
  const [file, setFile] = createSignal<RunFile>();
  const save = (wanted: RunFile): Promise<boolean> => {
    setFile(wanted);
    return writing.run(async () => {
      const { runId } = props;
      const made = await withBundleWorker<RunFileOutcome>(async (api) => api.exportRun(runId, wanted));
      if (made.kind === "refused") return made.message;
      saveFile(made.file, made.name);
      tell({ text: `Saved ${made.name}.` });
      return undefined;
    });
  };
  return (
    <>
      <ul class="exports">
        <For each={files}>
          {(each) => (
            <li>
              <Button link disabled={writing.isBusy()} onClick={() => void save(each.file)}>
                {each.title}
              </Button>
              <span class="small soft">
                {" "}
                {writing.isBusy() && file() === each.file ? "being written…" : each.what}
              </span>
            </li>
          )}
        </For>
      </ul>
      <Problem text={writing.problem()} />
    </>
  );
}
