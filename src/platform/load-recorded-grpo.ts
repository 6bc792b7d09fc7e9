import { readRecordedGrpo, type RecordedGrpoReading } from "../views/compare/recorded-grpo.ts";

/** The training that ships with the studio. One built without it has no such file; a static server may answer with a page instead. */
export async function loadRecordedGrpo(): Promise<RecordedGrpoReading | { readonly kind: "none" }> {
  const response = await fetch(new URL("recorded/grpo.json", document.baseURI));
  if (!response.ok || response.headers.get("content-type")?.includes("json") !== true)
    return { kind: "none" };
  try {
    return readRecordedGrpo(await response.json());
  } catch {
    return { kind: "bad-import", message: "the file is not JSON" };
  }
}
