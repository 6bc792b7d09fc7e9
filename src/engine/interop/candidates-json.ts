import type { Candidate } from "../pool/candidate.ts";
import type { RunState } from "../state/state.ts";
import { fail, readList, readTexts, tryReading } from "./read-json.ts";

/** gepa's `candidates.json`: the pool as a plain list of candidates; of use as several seeds. */
export function toCandidatesJson(state: RunState): Candidate[] {
  return state.candidates.map((one) => one.texts);
}

export function readCandidatesJson(
  json: unknown,
): { kind: "ok"; candidates: readonly Candidate[] } | { kind: "bad-import"; message: string } {
  const read = tryReading(() => {
    const candidates = readList(json, "candidates.json").map((one, i) => readTexts(one, `candidate ${i}`));
    return candidates.length === 0 ? fail("candidates.json holds no candidate") : candidates;
  });
  return read.kind === "ok" ? { kind: "ok", candidates: read.value } : read;
}
