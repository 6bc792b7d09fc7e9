import { For, type JSX } from "solid-js";

import { saveFile } from "../../../platform/with-bundle-worker.ts";
import type { RunFile, RunFileOutcome } from "../../../protocol/bundle-worker.ts";
import { Button } from "../../kit/button.tsx";
import { createFileJob, FileJob } from "../../kit/file-job.tsx";
import { useToast } from "../../kit/toast.tsx";

const files: readonly { readonly file: RunFile; readonly title: string; readonly what: string }[] = [
  { file: "report", title: "Report", what: "one HTML page that opens anywhere, with its evidence" },
  { file: "report-with-run", title: "Report with its run", what: "opens in the studio too, row by row" },
  { file: "rollouts-csv", title: "Answers, CSV", what: "every rollout with score and feedback" },
  { file: "rollouts-jsonl", title: "Answers, JSONL", what: "every rollout with its whole trace" },
];

/** The run itself as files: written by a worker, saved by the browser, sent nowhere. */
export function RunFiles(props: { readonly runId: string }): JSX.Element {
  const tell = useToast();
  const job = createFileJob("The file could not be written");
  const save = (wanted: RunFile, title: string): Promise<boolean> =>
    job.run(`Writing ${title}`, async (api, progress) => {
      const made: RunFileOutcome = await api.exportRun(props.runId, wanted, progress);
      if (made.kind === "refused") return made.message;
      saveFile(made.file, made.name);
      tell({ text: `Saved ${made.name}.` });
      return undefined;
    });
  return (
    <>
      <ul class="exports">
        <For each={files}>
          {(each) => (
            <li>
              <Button
                link
                disabled={job.now() !== undefined}
                onClick={() => void save(each.file, each.title)}
              >
                {each.title}
              </Button>
              <span class="small soft"> {each.what}</span>
            </li>
          )}
        </For>
      </ul>
      <FileJob job={job} />
    </>
  );
}
