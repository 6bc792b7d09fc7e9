import type { BundlePreview } from "../../protocol/bundle-worker.ts";
import type { ExportReminder } from "../../storage/bundle/export-reminder.ts";
import { formatCount, plural } from "./numbers.ts";
import { formatShortDate, formatStamp } from "./times.ts";

/** When a file was made, what it holds, and how much of that is here already. */
export function previewWords({ createdAt, runs, tasks, datasets, marks }: BundlePreview): string {
  const parts = [
    `${plural(runs.length, "run")}${hereWords(runs)}`,
    `${plural(tasks.length, "task")}${hereWords(tasks)}`,
    `${plural(datasets.length, "data set")}${hereWords(datasets)}`,
    `${plural(marks.total, "mark")}${knownWords(marks.total - marks.fresh)}`,
  ];
  return `Made ${formatStamp(createdAt)}: ${parts.join("; ")}.`;
}

function hereWords(items: readonly { readonly isHere: boolean }[]): string {
  return knownWords(items.filter((item) => item.isHere).length);
}

function knownWords(count: number): string {
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
