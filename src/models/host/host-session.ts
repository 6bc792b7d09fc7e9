import type { CompletionOutcome, CompletionRequest, ModelFailure, OnWritten } from "../language-model.ts";
import type { BoundedContext, LoadedModel } from "../loaded-model.ts";
import type { GgufChoice, HostedChoice, LocalChoice, StudentChoice } from "../model-choice.ts";
import type { PrefixReuseCheck } from "../prefix-reuse-check.ts";
import type { PriceRow } from "../price-row.ts";
import type { ModelList } from "../remote/list-models.ts";
import type { ConnectionReport } from "../remote/test-connection.ts";
import type { SpeedReport } from "../speed-test.ts";
import type { ThreadAdvice } from "../tune-threads.ts";
import type { TypedKey } from "../typed-key.ts";
import type { Vault, VaultChange, WrappedMaster, WrongPassphrase } from "../vault.ts";
import type { ReportProgress } from "../weights.ts";
import type { HostTrouble } from "./host-gate.ts";
import type { LocalFiles } from "./local-files.ts";

type UnlockedVault =
  | {
      readonly kind: "unlocked";
      readonly origins: readonly string[];
      /** Origins of entries that are damaged or were sealed under another passphrase. */
      readonly unopened: readonly string[];
      /** To be stored: entries of an earlier version, sealed anew. */
      readonly change?: VaultChange;
    }
  | WrongPassphrase;

/** One thread's view of the host: its own call ids, so that two threads never abort each other's calls. */
export interface HostSession extends LocalFiles {
  load(choice: HostedChoice, onProgress: ReportProgress): Promise<LoadedModel | ModelFailure>;
  /**
   * `callId` is the caller's own (each port has its own ids); `context` says whose call the ledger notes; `onWritten` is
   * told what is written so far.
   */
  complete(
    handle: string,
    callId: string,
    request: CompletionRequest,
    context?: BoundedContext,
    onWritten?: OnWritten,
  ): Promise<CompletionOutcome>;
  abort(callId: string): Promise<void>;
  /** Stops a load or download under way; what was downloaded is kept. */
  cancelLoad(choice: StudentChoice): Promise<void>;
  /** Frees a model's memory; a later call with its handle loads it again. */
  unload(handle: string): Promise<void>;
  /** Keeps a key in this worker's memory for one exact origin; gone with the tab. */
  rememberKey(origin: string, key: string | TypedKey): Promise<void>;
  forgetKey(origin: string): Promise<void>;
  /** Origins a key is held for (never the keys). */
  knownOrigins(): Promise<readonly string[]>;
  /** Model ids an endpoint lists. */
  listModels(choice: StudentChoice): Promise<ModelList>;
  /** Tries an endpoint once and says which part of the connection is wrong and how to fix it. */
  testConnection(choice: StudentChoice): Promise<ConnectionReport | ModelFailure>;
  /** How fast a loaded model is on this machine; four short calls. */
  measureSpeed(handle: string): Promise<SpeedReport | ModelFailure>;
  /** How many threads a GGUF should get here, and how fast it is then; measures, so nothing else should be running. */
  tuneThreads(choice: GgufChoice, onProgress: ReportProgress): Promise<ThreadAdvice | ModelFailure>;
  /** Experimental: whether what prompts share can be read once with this model on this device; 40 short calls. */
  checkPrefixReuse(choice: LocalChoice, onProgress: ReportProgress): Promise<PrefixReuseCheck | ModelFailure>;
  /** Seals the keys held for these origins (left out: all that are held) into the vault; the change is to be stored. */
  sealKeys(
    vault: Vault,
    passphrase: string,
    origins?: readonly string[],
  ): Promise<VaultChange | WrongPassphrase>;
  /** Opens the vault; its keys are remembered here and go nowhere else. */
  unlockVault(vault: Vault, passphrase: string): Promise<UnlockedVault>;
  /** Another passphrase for the vault; the change is to be stored. */
  changePassphrase(
    master: WrappedMaster,
    before: string,
    after: string,
  ): Promise<VaultChange | WrongPassphrase>;
  /** The user's own price rows, before the built-in table; counts for every call from then on. */
  usePrices(rows: readonly PriceRow[]): Promise<void>;
  /** Told of hosts that do not answer as they should, now and with every change; never resolves. */
  watchHosts(listener: (troubles: readonly HostTrouble[]) => Promise<void>): Promise<void>;
  /** A person does not want to wait for a host any longer: it is asked at once. */
  askNow(origin: string): Promise<void>;
  /** Aborts every call of this thread; for when the thread is gone. */
  abortAll(): void;
}
