import type { KeptDownloads } from "../kept-downloads.ts";
import type { LanguageModel, ModelFailure } from "../language-model.ts";
import type { LoadedModel, WeightFile } from "../loaded-model.ts";
import type { HostedChoice, LocalChoice } from "../model-choice.ts";
import type { StoredFiles } from "../stored-files.ts";
import type { ReportProgress } from "../weights.ts";
import type { RemoteHost } from "./remote-host.ts";

export interface ReadyModel {
  readonly kind: "ready";
  readonly model: LanguageModel;
  readonly facts: Pick<LoadedModel, "contextLength" | "weightsSha256" | "weights" | "memoryBytes">;
}

/** Where files of models are kept in this browser. */
export interface KeptFiles {
  readonly files: StoredFiles;
  readonly downloads: KeptDownloads;
}

/** What loading needs from the worker it runs in. */
export interface LoadContext extends KeptFiles {
  readonly remote: RemoteHost;
  readonly report: ReportProgress;
  readonly signal: AbortSignal;
}

/** What of a model is on this machine. */
export interface WeightsHere {
  readonly kind: "weights-here";
  /** It works offline now. */
  readonly isComplete: boolean;
  readonly bytes: number;
  /** All it will hold in memory, where that is known. */
  readonly totalBytes?: number;
  /** Every file that is here, with its hash, where that is known. */
  readonly files?: readonly WeightFile[];
}

/** A model of an engine's own list. */
export interface ListedModel {
  readonly modelId: string;
  readonly choice: LocalChoice;
  /** Graphics memory by the engine's own figure, megabytes. */
  readonly graphicsMegabytes?: number;
  readonly needsHalfFloats: boolean;
}

/** One file of a chosen folder, with its path inside that folder. */
export interface FolderFile {
  readonly path: string;
  readonly file: Blob;
}

/** A folder of weights that is now kept in this browser, ready to load without a network. */
export interface ImportedModel<Choice extends LocalChoice = LocalChoice> {
  readonly kind: "imported";
  readonly choice: Choice;
  readonly bytes: number;
  readonly files: readonly WeightFile[];
}

/** What student.worker does with models of one kind. */
export interface Loader<Choice extends HostedChoice> {
  load(choice: Choice, context: LoadContext): Promise<ReadyModel | ModelFailure>;
}

/** The same for a kind whose weights are kept on this machine. */
export interface LocalLoader<Choice extends LocalChoice> extends Loader<Choice> {
  weightsHere(choice: Choice, kept: KeptFiles): Promise<WeightsHere | ModelFailure>;
  /** Takes every file of a model from this machine. */
  remove(choice: Choice, kept: KeptFiles): Promise<void>;
  /** Every language model the engine knows by name. */
  list?(): Promise<readonly ListedModel[]>;
  /** Keeps a folder of files made for the engine. */
  importFolder?(
    name: string,
    folder: readonly FolderFile[],
    report: ReportProgress,
  ): Promise<ImportedModel<Choice> | ModelFailure>;
}
