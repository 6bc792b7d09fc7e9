import type {
  CompletionOutcome,
  CompletionRequest,
  LoadProgress,
  ModelCapabilities,
  ModelFailure,
  OnWritten,
} from "../models/language-model.ts";
import type { BoundedContext } from "../models/loaded-model.ts";
import type { ModelChoice } from "../models/model-choice.ts";
import type { UsedModel } from "../storage/rows.ts";
import type { ModelRole } from "../tasks/task-spec.ts";

/** A model ready to answer, with what the run's row keeps of it. */
export interface ReadyModel {
  readonly kind: "ready";
  readonly used: UsedModel;
  readonly capabilities: ModelCapabilities;
  complete(
    request: CompletionRequest,
    context: BoundedContext,
    signal: AbortSignal,
    onWritten?: OnWritten,
  ): Promise<CompletionOutcome>;
}

/** Loads whatever a choice names; where it runs (student.worker, the page) is hidden behind it. */
export type LoadModel = (
  choice: ModelChoice,
  onProgress: (progress: LoadProgress) => void,
) => Promise<ReadyModel | ModelFailure>;

/** The models of one run, each loaded when it is first needed and kept. A load that failed, or broke off, may be tried again. */
export interface RunModels {
  get(role: ModelRole): Promise<ReadyModel | ModelFailure>;
}

export function makeRunModels(
  choices: Readonly<Record<ModelRole, ModelChoice>>,
  load: LoadModel,
  listeners: {
    readonly onProgress: (role: ModelRole, progress: LoadProgress) => void;
    readonly onReady: (role: ModelRole, used: UsedModel) => Promise<void>;
  },
): RunModels {
  const loading = new Map<ModelRole, Promise<ReadyModel | ModelFailure>>();

  async function loadRole(role: ModelRole): Promise<ReadyModel | ModelFailure> {
    const outcome = await load(choices[role], (progress) => listeners.onProgress(role, progress));
    if (outcome.kind === "ready") await listeners.onReady(role, outcome.used);
    return outcome;
  }

  return {
    get(role) {
      const found = loading.get(role);
      if (found !== undefined) return found;
      const started = loadRole(role);
      loading.set(role, started);
      const forget = (): boolean => loading.delete(role);
      started.then((outcome) => outcome.kind === "ready" || forget(), forget);
      return started;
    },
  };
}
