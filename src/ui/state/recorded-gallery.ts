import type { Recording } from "../../protocol/bundle-worker.ts";
import type { GeneratorName } from "../../tasks/task-spec.ts";

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

/** Where the runs that ship with the page lie. */
export const recordedFolder = (): URL => new URL("recorded/gallery/", document.baseURI);

function isRecordedRun(value: unknown): value is RecordedRun {
  const line = value as Partial<Record<keyof RecordedRun, unknown>> | null;
  const texts = ["generator", "runId", "file", "model", "date", "command", "sha256"] as const;
  return typeof line === "object" && line !== null && texts.every((name) => typeof line[name] === "string");
}

let index: Promise<readonly RecordedRun[]> | undefined;

/** The runs that ship with this page; none where it was built without. Read once. */
export function readRecordedIndex(): Promise<readonly RecordedRun[]> {
  index ??= loadIndex().catch(() => {
    // No network, no file: asked again the next time, and nothing else depends on it.
    index = undefined;
    return [];
  });
  return index;
}

async function loadIndex(): Promise<readonly RecordedRun[]> {
  const response = await fetch(new URL("index.json", recordedFolder()));
  // A static server may answer with a page where there is no file.
  if (!response.ok || response.headers.get("content-type")?.includes("json") !== true) return [];
  const lines: unknown = await response.json();
  return Array.isArray(lines) ? lines.filter(isRecordedRun) : [];
}
