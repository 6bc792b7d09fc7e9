import type {
  CompletionOutcome,
  CompletionRequest,
  LoadProgress,
  ModelFailure,
} from "../models/language-model.ts";
import type { BoundedContext, LoadedModel } from "../models/loaded-model.ts";
import type { BrowserModelChoice } from "../models/model-choice.ts";

/** Models that only a page can hold (the browser's own); reached by run.worker over a port, gone with the tab. */
export interface PageModelsApi {
  load(
    choice: BrowserModelChoice,
    onProgress: (progress: LoadProgress) => Promise<void>,
  ): Promise<LoadedModel | ModelFailure>;
  complete(
    handle: string,
    callId: string,
    request: CompletionRequest,
    context?: BoundedContext,
  ): Promise<CompletionOutcome>;
  abort(callId: string): Promise<void>;
}
