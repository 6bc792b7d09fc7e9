import { isRecordedRun, type RecordedRun } from "../views/recorded-run.ts";

/** Where the runs that ship with the page lie. */
export const recordedFolder = (): URL => new URL("recorded/gallery/", document.baseURI);

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
