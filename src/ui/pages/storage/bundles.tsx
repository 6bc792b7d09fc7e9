import { createSignal, For, type JSX, Show } from "solid-js";

import type { BundlePreview, BundleProgress } from "../../../protocol/bundle-worker.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import { type ExportReminder, readExportReminder } from "../../../storage/bundle/export-reminder.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { useToast } from "../../kit/toast.tsx";
import { createLoaded } from "../../state/create-loaded.ts";
import { useDatabase } from "../../state/database.tsx";
import { saveFile, tellProgress, withBundleWorker } from "../../state/with-bundle-worker.ts";

interface Opened {
  readonly file: File;
  readonly preview: BundlePreview;
}

function here(items: readonly { readonly isHere: boolean }[]): string {
  return known(items.filter((item) => item.isHere).length);
}

function known(count: number): string {
  return count === 0 ? "" : `, ${formatCount(count)} of them already here`;
}

function PreviewFacts(props: { readonly preview: BundlePreview }): JSX.Element {
  const preview = (): BundlePreview => props.preview;
  return (
    <div class="stack-2 small">
      <p>
        Made {new Date(preview().createdAt).toLocaleString()}: {plural(preview().runs.length, "run")}
        {here(preview().runs)}; {plural(preview().tasks.length, "task")}
        {here(preview().tasks)}; {plural(preview().datasets.length, "data set")}
        {here(preview().datasets)}; {plural(preview().marks.total, "mark")}
        {known(preview().marks.total - preview().marks.fresh)}.
      </p>
      <Show when={preview().hosts.length > 0}>
        <p>Its runs would contact {preview().hosts.join(", ")}. None is contacted before you allow it.</p>
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

/** When everything was last saved to a file, and what has come since. */
function reminderSentence({ savedAt, runsSince }: ExportReminder): string {
  const unsaved = `${plural(runsSince, "run")} ${runsSince === 1 ? "is" : "are"} only in this browser`;
  if (savedAt === undefined)
    return runsSince === 0
      ? "Nothing has been saved to a file yet."
      : `Nothing has been saved to a file yet; ${unsaved}.`;
  const day = new Date(savedAt).toLocaleDateString();
  return `Last saved to a file on ${day}${runsSince === 0 ? "; no run has come since" : `; ${unsaved}`}.`;
}

/** All of it in one file, and back again. Keys and model weights are never part of it. */
export function Bundles(): JSX.Element {
  const tell = useToast();
  const db = useDatabase();
  const [exports, setExports] = createSignal(0);
  const reminder = createLoaded(exports, () => readExportReminder(db));
  const [doing, setDoing] = createSignal<{ readonly text: string; readonly progress?: BundleProgress }>();
  const [problem, setProblem] = createSignal<string>();
  const [opened, setOpened] = createSignal<Opened>();
  let picker: HTMLInputElement | undefined;

  const during = async (
    text: string,
    deed: (progress: (news: BundleProgress) => Promise<void>) => Promise<void>,
  ): Promise<void> => {
    setProblem(undefined);
    setDoing({ text });
    try {
      await deed(tellProgress((progress) => setDoing({ text, progress })));
    } catch (error) {
      setProblem(reasonOf(error));
    } finally {
      setDoing(undefined);
    }
  };
  const fresh = (): number => {
    const preview = opened()?.preview;
    return preview
      ? [...preview.runs, ...preview.tasks, ...preview.datasets].filter((item) => !item.isHere).length +
          preview.marks.fresh
      : 0;
  };
  const save = (): Promise<void> =>
    during("Writing the file", (progress) =>
      withBundleWorker(async (api) => {
        const outcome = await api.exportBundle({}, progress);
        if (outcome.kind === "refused") setProblem(outcome.message);
        else {
          saveFile(outcome.file, outcome.name);
          setExports(exports() + 1);
          tell({ text: `${outcome.name} is saved, with ${plural(outcome.rows, "row")}.` });
        }
      }),
    );
  const look = (file: File): Promise<void> =>
    during(`Reading ${file.name}`, (progress) =>
      withBundleWorker(async (api) => {
        const outcome = await api.preview(file, progress);
        if (outcome.kind === "refused") setProblem(outcome.message);
        else setOpened({ file, preview: outcome });
      }),
    );
  const take = (mode: "merge" | "replace"): Promise<void> => {
    const file = opened()?.file;
    setOpened(undefined);
    if (!file) return Promise.resolve();
    return during("Taking it in", (progress) =>
      withBundleWorker(async (api) => {
        const outcome = await api.importBundle(file, mode, progress);
        if (outcome.kind === "refused") setProblem(outcome.message);
        else
          tell({
            text: `${plural(outcome.runs, "run")}, ${plural(outcome.tasks, "task")}, ${plural(outcome.datasets, "data set")} and ${plural(outcome.marks, "mark")} were added.`,
          });
      }),
    );
  };
  return (
    <div class="stack">
      <Show when={reminder.value()}>{(told) => <p>{reminderSentence(told())}</p>}</Show>
      <p class="soft">
        Tasks, rows, runs, answers and marks in one file. Keys, model files and the ledger stay here.
      </p>
      <div class="row">
        <Button disabled={doing() !== undefined} onClick={() => void save()}>
          Save all to a file
        </Button>
        <Button disabled={doing() !== undefined} onClick={() => picker?.click()}>
          Open a file…
        </Button>
        <input
          ref={(element) => (picker = element)}
          type="file"
          hidden
          aria-label="Bundle file"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = "";
            if (file) void look(file);
          }}
        />
      </div>
      <Show when={doing()}>
        {(now) => (
          <ProgressLine
            text={`${now().text}${now().progress ? `, ${plural(now().progress?.rows ?? 0, "row")}` : ""}`}
            share={now().progress?.share}
          />
        )}
      </Show>
      <Problem text={problem()} />
      <Dialog
        open={opened() !== undefined}
        onClose={() => setOpened(undefined)}
        title={`Take in ${opened()?.file.name ?? ""}?`}
      >
        <Show when={opened()}>{(one) => <PreviewFacts preview={one().preview} />}</Show>
        <p class="small soft">
          Adding leaves everything that is here as it is. Replacing removes the tasks, data sets, runs and
          marks that are here now.
        </p>
        <div class="actions">
          <Button onClick={() => setOpened(undefined)}>Cancel</Button>
          <Button danger onClick={() => void take("replace")}>
            Replace what is here
          </Button>
          <Button main disabled={fresh() === 0} onClick={() => void take("merge")}>
            {fresh() === 0 ? "Nothing in it is new" : `Add ${plural(fresh(), "new thing")}`}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
