import type { RunState } from "../../engine/index.ts";
import { firstChange } from "../run/first-change.ts";
import { examplesGist } from "./proposal-gist.ts";
import { proposalOf } from "./why-words.ts";

/** What a candidate changed against its parent, in a line; a seed has its whole text. */
export function descentGist(state: RunState, index: number): string {
  const entry = state.candidates[index];
  const parent = state.candidates[entry?.parents[0] ?? -1];
  if (entry === undefined) return "";
  if (parent === undefined) return Object.values(entry.texts).join(" ");
  const examples = proposalOf(state, entry)?.examples;
  if (examples !== undefined) return examplesGist(examples);
  return Object.entries(entry.texts)
    .filter(([name, text]) => parent.texts[name] !== text)
    .map(([name, text]) => firstChange(parent.texts[name] ?? "", text, 240))
    .join(" · ");
}
