import { createSignal, For, type JSX, Show } from "solid-js";

import { saveFile } from "../../../platform/with-bundle-worker.ts";
import type { BundlePreview } from "../../../protocol/bundle-worker.ts";
import { limitsInWords } from "../../../storage/bundle/bundle-format.ts";
import { readExportReminder } from "../../../storage/bundle/export-reminder.ts";
import { freshThings, previewWords, reminderSentence } from "../../../views/words/bundle-words.ts";
import { plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Check } from "../../kit/choice.tsx";
import { DialogOf } from "../../kit/dialog.tsx";
import { createFileJob, FileJob } from "../../kit/file-job.tsx";
import { PickFile } from "../../kit/pick-file.tsx";
import { useToast } from "../../kit/toast.tsx";
import { createRead } from "../../state/create-loaded.ts";

interface Opened {
  readonly file: File;
  readonly preview: BundlePreview;
}

function PreviewFacts(props: { readonly preview: BundlePreview }): JSX.Element {
  const preview = (): BundlePreview => props.preview;
  return (
    <div class="stack-2 small">
      <p>{previewWords(preview())}</p>
      <Show when={preview().hosts.length > 0}>
        <p>Its runs would contact {preview().hosts.join(", ")}. None is contacted before you allow it.</p>
      </Show>
      <Show when={preview().marks.texts.length > 0}>
        <details>
          <summary>What its marks say ({plural(preview().marks.texts.length, "text")})</summary>
          <pre class="sunk">{preview().marks.texts.join("\n")}</pre>
        </details>
      </Show>
      <For each={preview().code}>
        {(piece) => (
          <details>
            <summary>Code of the task {piece.task}, run only after you confirm it</summary>
            <pre class="sunk">{piece.code}</pre>
          </details>
        )}
      </For>
    </div>
  );
}

/** All of it in one file, and back again. Keys and model weights are never part of it. */
export function Bundles(): JSX.Element {
  const tell = useToast();
  const [exports, setExports] = createSignal(0);
  const reminder = createRead(exports, (db) => readExportReminder(db));
  const job = createFileJob("The file could not be written or read");
  const [opened, setOpened] = createSignal<Opened>();
  const [marksCount, setMarksCount] = createSignal(false);

  const save = (): Promise<unknown> =>
    job.run("Writing the file", async (api, progress) => {
      const outcome = await api.exportBundle({}, progress);
      if (outcome.kind === "refused") return outcome.message;
      saveFile(outcome.file, outcome.name);
      setExports(exports() + 1);
      tell({ text: `${outcome.name} is saved, with ${plural(outcome.rows, "row")}.` });
      return undefined;
    });
  const look = (file: File): Promise<unknown> =>
    job.run(`Reading ${file.name}`, async (api, progress) => {
      const outcome = await api.preview(file, progress);
      if (outcome.kind === "refused") return outcome.message;
      setMarksCount(false);
      setOpened({ file, preview: outcome });
      return undefined;
    });
  const take = async (mode: "merge" | "replace"): Promise<void> => {
    const file = opened()?.file;
    const wish = { mode, marksCount: marksCount() };
    setOpened(undefined);
    if (!file) return;
    await job.run("Taking it in", async (api, progress) => {
      const outcome = await api.importBundle(file, wish, progress);
      if (outcome.kind === "refused") return outcome.message;
      tell({
        text: `${plural(outcome.runs, "run")}, ${plural(outcome.tasks, "task")}, ${plural(outcome.datasets, "data set")} and ${plural(outcome.marks, "mark")} were added.`,
      });
      return undefined;
    });
  };
  return (
    <div class="stack">
      <p class="soft">
        Tasks, rows, runs, answers and marks in one file. Keys, model files and the ledger stay here.{" "}
        {limitsInWords}.
      </p>
      <div class="row">
        <Button disabled={job.now() !== undefined} onClick={() => void save()}>
          Save all to a file
        </Button>
        <PickFile
          name="Bundle file"
          disabled={job.now() !== undefined}
          onPick={([file]) => file && void look(file)}
        >
          Open a file…
        </PickFile>
      </div>
      <Show when={reminder.value()}>{(told) => <p>{reminderSentence(told())}</p>}</Show>
      <FileJob job={job} />
      <DialogOf
        about={opened()}
        title={({ file }) => `Take in ${file.name}?`}
        onClose={() => setOpened(undefined)}
      >
        {(one) => (
          <TakeIn
            preview={one().preview}
            marksCount={marksCount()}
            onMarksCount={setMarksCount}
            onTake={(mode) => void take(mode)}
            onCancel={() => setOpened(undefined)}
          />
        )}
      </DialogOf>
    </div>
  );
}

/** What is in a file, and the two ways to take it in. */
function TakeIn(props: {
  readonly preview: BundlePreview;
  readonly marksCount: boolean;
  readonly onMarksCount: (count: boolean) => void;
  readonly onTake: (mode: "merge" | "replace") => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const fresh = (): number => freshThings(props.preview);
  return (
    <>
      <PreviewFacts preview={props.preview} />
      <Show when={props.preview.marks.total > 0}>
        <Check checked={props.marksCount} onChange={props.onMarksCount}>
          Its marks are mine, or I trust them: let later runs be told what they say
        </Check>
      </Show>
      <p class="small soft">
        Adding leaves everything that is here as it is. Replacing removes the tasks, data sets, runs and marks
        that are here now.
      </p>
      <div class="actions">
        <Button onClick={() => props.onCancel()}>Cancel</Button>
        <Button danger onClick={() => props.onTake("replace")}>
          Replace what is here
        </Button>
        <Button main disabled={fresh() === 0} onClick={() => props.onTake("merge")}>
          {fresh() === 0 ? "Nothing in it is new" : `Add ${plural(fresh(), "new thing")}`}
        </Button>
      </div>
    </>
  );
}
