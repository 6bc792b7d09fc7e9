import type { Remote } from "comlink";
import { type Accessor, createSignal, type JSX, Show } from "solid-js";

import { StoppedByHand, tellProgress, withBundleWorker } from "../../platform/with-bundle-worker.ts";
import type { BundleProgress, BundleWorkerApi } from "../../protocol/bundle-worker.ts";
import { clearStoppedImport } from "../../storage/ownerless-rows.ts";
import { plural } from "../../views/words/numbers.ts";
import { useDatabase } from "../state/database.tsx";
import { Button } from "./button.tsx";
import { createDeed } from "./deed.ts";
import { Problem } from "./problem.tsx";
import { ProgressLine } from "./progress-line.tsx";
import { useToast } from "./toast.tsx";

type Progress = (news: BundleProgress) => Promise<void>;

interface FileJobState {
  /** What is being done, and how far it is. */
  readonly now: Accessor<{ readonly text: string; readonly progress?: BundleProgress } | undefined>;
  readonly problem: Accessor<string | undefined>;
  /** Has the bundle worker do it; a refusal is returned as a sentence. */
  readonly run: (
    text: string,
    work: (api: Remote<BundleWorkerApi>, progress: Progress) => Promise<string | undefined>,
  ) => Promise<boolean>;
  readonly stop: () => void;
}

/** A file being written or read by a worker, which can be stopped: what was half taken in is removed then. */
export function createFileJob(failed: string): FileJobState {
  const db = useDatabase();
  const tell = useToast();
  const deed = createDeed(failed);
  const [now, setNow] = createSignal<{ readonly text: string; readonly progress?: BundleProgress }>();
  let stopper = new AbortController();
  const run: FileJobState["run"] = (text, work) =>
    deed.run(async () => {
      stopper = new AbortController();
      setNow({ text });
      const progress = tellProgress((news) => setNow({ text, progress: news }));
      try {
        return await withBundleWorker((api) => work(api, progress), stopper.signal);
      } catch (error) {
        if (!(error instanceof StoppedByHand)) throw error;
        setNow({ text: "Removing what was taken in so far" });
        await clearStoppedImport(db);
        tell({ text: "Stopped. Everything is as it was." });
        return undefined;
      } finally {
        setNow(undefined);
      }
    });
  return { now, problem: deed.problem, run, stop: () => stopper.abort() };
}

/** How far it is, a way to stop it, and what went wrong. */
export function FileJob(props: { readonly job: FileJobState }): JSX.Element {
  return (
    <>
      <Show when={props.job.now()}>
        {(now) => (
          <div class="row">
            <ProgressLine
              text={`${now().text}${now().progress ? `, ${plural(now().progress?.rows ?? 0, "row")}` : ""}`}
              share={now().progress?.share}
            />
            <Button onClick={() => props.job.stop()}>Stop</Button>
          </div>
        )}
      </Show>
      <Problem text={props.job.problem()} />
    </>
  );
}
