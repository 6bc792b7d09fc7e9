/** Precision, recall and F1 of what was named against what was wanted (as multisets). */
interface SetScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

export function setScores(expected: readonly string[], got: readonly string[]): SetScores {
  const open = [...expected];
  const unexpected: string[] = [];
  for (const entry of got) {
    const at = open.indexOf(entry);
    if (at < 0) unexpected.push(entry);
    else open.splice(at, 1);
  }
  const hits = expected.length - open.length;
  const precision = got.length === 0 ? (expected.length === 0 ? 1 : 0) : hits / got.length;
  const recall = expected.length === 0 ? (got.length === 0 ? 1 : 0) : hits / expected.length;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, missing: open, unexpected };
}

/** What was missing and what should not have been there, as sentences. */
export function describeSets({ missing, unexpected }: SetScores): string {
  const listed = (entries: readonly string[]) =>
    entries.slice(0, 12).join(", ") + (entries.length > 12 ? ", …" : "");
  return [
    ...(missing.length > 0 ? [`Missing: ${listed(missing)}.`] : []),
    ...(unexpected.length > 0 ? [`Unexpected: ${listed(unexpected)}.`] : []),
  ].join(" ");
}
