import type { BundlePreview } from "../../protocol/bundle-worker.ts";
import type { ExportReminder } from "../../storage/bundle/export-reminder.ts";
import { formatCount, plural } from "./numbers.ts";
import { formatShortDate } from "./times.ts";

/** How many of these are here already; empty for none. */
export function hereWords(items: readonly { readonly isHere: boolean }[]): string {
  return knownWords(items.filter((item) => item.isHere).length);
}

/** The same of a count. */
export function knownWords(count: number): string {
  return count === 0 ? "" : `, ${formatCount(count)} of them already here`;
}

/** When everything was last saved to a file, and what has come since. */
export function reminderSentence({ savedAt, runsSince }: ExportReminder): string {
  const unsaved = `${plural(runsSince, "run")} ${runsSince === 1 ? "is" : "are"} only in this browser`;
  if (savedAt === undefined)
    return runsSince === 0
      ? "Nothing has been saved to a file yet."
      : `Nothing has been saved to a file yet; ${unsaved}.`;
  const day = formatShortDate(savedAt);
  return `Last saved to a file on ${day}${runsSince === 0 ? "; no run has come since" : `; ${unsaved}`}.`;
}

/** Things in a file that are not here yet. */
export function freshThings({ runs, tasks, datasets, marks }: BundlePreview): number {
  return [...runs, ...tasks, ...datasets].filter(({ isHere }) => !isHere).length + marks.fresh;
}
