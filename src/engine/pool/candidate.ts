/**
 * An ordered map: component name -> text. Key order is the component order (round robin follows it), so names
 * that JavaScript would sort to the front ("0", "17") are refused by `validateSpec`.
 */
export type Candidate = Readonly<Record<string, string>>;

export function componentNames(candidate: Candidate): string[] {
  return Object.keys(candidate);
}

/** True for names a JavaScript object would reorder (canonical array indexes). */
export function isIntegerLike(name: string): boolean {
  return /^(0|[1-9]\d*)$/.test(name) && Number(name) < 2 ** 32 - 1;
}

/** The candidate with some components replaced, in the same component order. */
export function withTexts(candidate: Candidate, changes: Candidate): Candidate {
  return { ...candidate, ...changes };
}
