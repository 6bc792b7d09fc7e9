import type { RunState } from "../../engine/index.ts";
import { wordDiff } from "../texts/word-diff.ts";
import { provenance, type SourcedLine, sourcedDiff } from "./provenance.ts";

/** A text of a candidate, line by line: what changed since an ancestor, and who wrote it. */
interface ChangedText {
  readonly component: string;
  readonly lines: readonly SourcedLine[];
}

/** All texts of a candidate against those of an ancestor; the seed, which has none, stands as it is. */
export function changedTexts(
  state: RunState,
  candidate: number,
  ancestor: number | undefined,
): readonly ChangedText[] {
  const texts = state.candidates[candidate]?.texts ?? {};
  const before = ancestor === undefined ? texts : (state.candidates[ancestor]?.texts ?? {});
  return Object.entries(texts).map(([component, text]) => ({
    component,
    lines: sourcedDiff(provenance(state, candidate, component), wordDiff(before[component] ?? "", text)),
  }));
}

/** Words that came, and words that went. */
export function changedWords(texts: readonly ChangedText[]): {
  readonly added: number;
  readonly gone: number;
} {
  const parts = texts.flatMap(({ lines }) => lines.flatMap((line) => line.parts));
  const words = (kind: "new" | "gone"): number =>
    parts
      .filter((part) => part.kind === kind)
      .reduce((sum, { text }) => sum + text.split(/\s+/).filter(Boolean).length, 0);
  return { added: words("new"), gone: words("gone") };
}

/** Of a line of ancestors, newest first, the ones offered at once: so many, the last of them the seed. */
export function nearAncestors(ancestors: readonly number[], most: number): readonly number[] {
  const near = ancestors.slice(0, most - 1);
  const seed = ancestors.at(-1);
  return seed === undefined || near.includes(seed) ? near : [...near, seed];
}
