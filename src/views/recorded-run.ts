import type { Recording } from "../protocol/bundle-worker.ts";
import type { GeneratorName } from "../tasks/gallery/entries.ts";

/** A run that ships with the page: a line of `recorded/gallery/index.json`, written by `tools/gallery/record.ts`. */
export interface RecordedRun extends Recording {
  readonly generator: GeneratorName;
  readonly runId: string;
  /** Beside the index. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Scores of seed and best on the rows it judged by, 0 to 1. */
  readonly seedScore: number;
  readonly bestScore: number;
}

/** Whether a line of that index can be used. */
export function isRecordedRun(value: unknown): value is RecordedRun {
  const line = value as Partial<Record<keyof RecordedRun, unknown>> | null;
  const texts = ["generator", "runId", "file", "model", "date", "command", "sha256"] as const;
  return typeof line === "object" && line !== null && texts.every((name) => typeof line[name] === "string");
}
