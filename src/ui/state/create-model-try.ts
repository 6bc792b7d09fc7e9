import { proxy } from "comlink";
import { type Accessor, createSignal } from "solid-js";

import { modelFailure } from "../../models/failure.ts";
import type { LoadProgress, ModelFailure, OnWritten } from "../../models/language-model.ts";
import type { StudentChoice } from "../../models/model-choice.ts";
import type { PageModelsApi } from "../../protocol/page-models.ts";
import type { LoadedModel } from "../../protocol/student-worker.ts";
import type { AskModel } from "../../setup/trial/ask-model.ts";
import { reasonOf } from "../../shared/reason-of.ts";
import { progressText } from "../../views/words/load-words.ts";
import { useWorkers } from "./workers.tsx";

interface ModelTry {
  /** What is going on before the answer: "Reading 4.6 of 4.6 MB". */
  readonly progress: Accessor<string | undefined>;
  /** What the model has written so far of the answer under way. */
  readonly written: Accessor<string | undefined>;
  readonly isBusy: Accessor<boolean>;
  /** Loads the model where needed and asks it once. Failures are values, also those of the worker. */
  readonly ask: AskModel;
  readonly load: (choice: StudentChoice) => Promise<LoadedModel | ModelFailure>;
  /** Gives up the questions that are under way; each comes back as a failure that says so. */
  readonly stop: () => Promise<void>;
}

/** One question to a model from the page itself: trying a rule, checking a connection, measuring speed. */
export function createModelTry(): ModelTry {
  const workers = useWorkers();
  const [progress, setProgress] = createSignal<string>();
  const [written, setWritten] = createSignal<string>();
  const [busy, setBusy] = createSignal(0);
  let calls = 0;
  const open = new Set<string>();
  let onPage: PageModelsApi | undefined;

  const during = async <T>(deed: () => Promise<T>): Promise<T | ModelFailure> => {
    setBusy(busy() + 1);
    try {
      return await deed();
    } catch (error) {
      return modelFailure("engine-dead", reasonOf(error));
    } finally {
      setProgress(undefined);
      setWritten(undefined);
      setBusy(busy() - 1);
    }
  };
  const tellProgress = async (news: LoadProgress): Promise<void> => void setProgress(progressText(news));
  /** The browser's own model is held by the page, every other by student.worker. */
  const pageModels = async (): Promise<PageModelsApi> =>
    (onPage ??= (await import("../../models/browser-model/page-models.ts")).createPageModels());
  const loadNow = async (choice: StudentChoice): Promise<LoadedModel | ModelFailure> =>
    choice.kind === "browser-model"
      ? (await pageModels()).load(choice, tellProgress)
      : (await workers.students()).load(choice, proxy(tellProgress));
  const onWritten: OnWritten = ({ text, reasoning }) => void setWritten(text || reasoning);
  return {
    progress,
    written,
    isBusy: () => busy() > 0,
    load: (choice) => during(() => loadNow(choice)),
    stop: async () => {
      const students = await workers.students();
      for (const callId of open) {
        await onPage?.abort(callId);
        await students.abort(callId);
      }
    },
    ask: (choice, request) =>
      during(async () => {
        const loaded = await loadNow(choice);
        if (loaded.kind === "failed") return loaded;
        setProgress("Asking");
        calls += 1;
        const callId = `page-${calls}`;
        open.add(callId);
        const answer =
          choice.kind === "browser-model"
            ? (await pageModels()).complete(loaded.handle, callId, request)
            : (await workers.students()).complete(
                loaded.handle,
                callId,
                request,
                { purpose: "other" },
                proxy(onWritten),
              );
        return answer.finally(() => open.delete(callId));
      }),
  };
}
