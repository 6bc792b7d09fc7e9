import type { LocalFiles } from "../models/host/local-files.ts";
import type { UnlockedVault } from "../models/host/student-host.ts";
import type {
  CompletionOutcome,
  CompletionRequest,
  LoadProgress,
  ModelFailure,
} from "../models/language-model.ts";
import type { CallContext, LoadedModel } from "../models/loaded-model.ts";
import type { GgufChoice, StudentChoice, WebLlmChoice } from "../models/model-choice.ts";
import type { PriceRow } from "../models/prices.ts";
import type { ModelList } from "../models/remote/list-models.ts";
import type { ConnectionReport } from "../models/remote/test-connection.ts";
import type { SpeedReport } from "../models/speed-test.ts";
import type { ThreadAdvice } from "../models/tune-threads.ts";
import type { SealedKey } from "../models/vault.ts";
import type { PrefixReuseCheck } from "../models/webllm/check-prefix-reuse.ts";

export type { CallContext, LoadedModel } from "../models/loaded-model.ts";

/**
 * student.worker hosts every model that runs off the page: local engines and remote endpoints (keys are decrypted
 * only here). run.worker talks to it over a port of their own, so prompts never cross the page.
 */
export interface StudentWorkerApi extends LocalFiles {
  load(
    choice: StudentChoice,
    onProgress: (progress: LoadProgress) => Promise<void>,
  ): Promise<LoadedModel | ModelFailure>;
  /** `callId` is the caller's own (each port has its own ids); `context` says whose call the ledger notes. */
  complete(
    handle: string,
    callId: string,
    request: CompletionRequest,
    context?: CallContext,
  ): Promise<CompletionOutcome>;
  abort(callId: string): Promise<void>;
  /** Stops a load or download under way; what was downloaded is kept. */
  cancelLoad(choice: StudentChoice): Promise<void>;
  /** Frees a model's memory; a later call with its handle loads it again. */
  unload(handle: string): Promise<void>;
  /** Keeps a key in this worker's memory for one exact origin; gone with the tab. */
  rememberKey(origin: string, key: string): Promise<void>;
  forgetKey(origin: string): Promise<void>;
  /** Origins a key is held for (never the keys). */
  knownOrigins(): Promise<readonly string[]>;
  /** A second port to the same worker, for run.worker. */
  openPort(port: MessagePort): Promise<void>;
  /** Model ids an endpoint lists. */
  listModels(choice: StudentChoice): Promise<ModelList>;
  /** Tries an endpoint once and says which part of the connection is wrong and how to fix it. */
  testConnection(choice: StudentChoice): Promise<ConnectionReport | ModelFailure>;
  /** How fast a loaded model is on this machine; four short calls. */
  measureSpeed(handle: string): Promise<SpeedReport | ModelFailure>;
  /** How many threads a GGUF should get here, and how fast it is then; measures, so nothing else should be running. */
  tuneThreads(
    choice: GgufChoice,
    onProgress: (progress: LoadProgress) => Promise<void>,
  ): Promise<ThreadAdvice | ModelFailure>;
  /** Experimental: whether what prompts share can be read once with this WebLLM model on this device; 40 short calls. */
  checkPrefixReuse(
    choice: WebLlmChoice,
    onProgress: (progress: LoadProgress) => Promise<void>,
  ): Promise<PrefixReuseCheck | ModelFailure>;
  /** Seals the key held for an origin into a row the vault keeps; undefined if none is held. */
  sealKey(origin: string, passphrase: string): Promise<SealedKey | undefined>;
  /** Opens sealed rows; their keys are remembered here and go nowhere else. */
  unlockVault(rows: readonly SealedKey[], passphrase: string): Promise<UnlockedVault>;
  /** The user's own price rows, before the built-in table; counts for every call from then on. */
  usePrices(rows: readonly PriceRow[]): Promise<void>;
}
