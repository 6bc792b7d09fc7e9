import type { LoadProgress } from "../../models/language-model.ts";
import { formatBytes } from "./numbers.ts";

const phases = {
  download: "Downloading",
  read: "Reading the model",
  compile: "Preparing the model",
  ready: "Ready",
} as const;

/** How far a model is before it can be asked: "Reading the model 4.6 of 9.2 MB". */
export function progressText(progress: LoadProgress): string {
  const bytes =
    progress.loadedBytes !== undefined && progress.totalBytes
      ? ` ${formatBytes(progress.loadedBytes)} of ${formatBytes(progress.totalBytes)}`
      : "";
  return progress.text ?? `${phases[progress.phase]}${bytes}`;
}

/** The same in a table, beside a bar that shows the share. */
export function phaseWords({ phase, text }: LoadProgress): string {
  if (text === undefined) return phases[phase];
  return phase === "download" ? `${phases[phase]}, ${text}` : text;
}

/** How much of it is there, where the total is known. */
export function shareOf(progress: LoadProgress): { readonly share?: number } {
  return progress.loadedBytes !== undefined && progress.totalBytes
    ? { share: progress.loadedBytes / progress.totalBytes }
    : {};
}

/** How far a run's model is, as the run's worker tells it. */
interface Waking {
  readonly text: string;
  readonly loaded?: number | undefined;
  readonly total?: number | undefined;
}

/** In words: "Reading the model. 4.6 MB of 9.2 MB." */
export function wakingText(news: Waking | undefined): string {
  const bytes =
    news?.loaded !== undefined && news.total
      ? ` ${formatBytes(news.loaded)} of ${formatBytes(news.total)}.`
      : "";
  return `${news?.text ?? "Waking the model."}${bytes}`;
}

/** As a share of one, where the total is known. */
export function wakingShare(news: Waking | undefined): number | undefined {
  return news?.loaded !== undefined && news.total ? news.loaded / news.total : undefined;
}
