import type { ProposalEntry, RunState } from "../../engine/index.ts";
import { firstChange } from "../run/first-change.ts";
import { plural } from "./numbers.ts";

/** What a proposal changed, in a line. */
export function proposalGist(state: RunState, proposal: ProposalEntry): string {
  if (proposal.examples !== undefined) return examplesGist(proposal.examples);
  const parent = state.candidates[proposal.parents[0] ?? -1];
  const rewritten = Object.keys(proposal.texts);
  const component = rewritten.find((name) => parent?.texts[name] !== proposal.texts[name]) ?? rewritten[0];
  const parents = proposal.parents.map((index) => `c${index}`);
  if (proposal.kind === "merge") return `Merge of ${parents.join(" and ")}: ${mergeGist(state, proposal)}`;
  if (component === undefined) return isNothingNew(proposal) ? "Nothing new came back" : "No text came back";
  const gist = firstChange(parent?.texts[component] ?? "", proposal.texts[component] ?? "");
  const several = Object.keys(proposal.texts).length > 1 || Object.keys(parent?.texts ?? {}).length > 1;
  const who = proposal.kind === "person" ? "Yours: " : "";
  return `${who}${several ? `${component}: ` : ""}${gist}`;
}

/** The last answer held a prompt, but one that was known. */
function isNothingNew({ reflections }: ProposalEntry): boolean {
  const last = reflections.flatMap(({ attempts }) => attempts).at(-1)?.outcome;
  return last === "already-seen" || last === "unchanged";
}

function mergeGist(state: RunState, proposal: ProposalEntry): string {
  const taken = proposal.parents.map((index) => {
    const texts = state.candidates[index]?.texts ?? {};
    const names = Object.entries(proposal.texts).flatMap(([name, text]) =>
      texts[name] === text ? [name] : [],
    );
    return names.length === 0 ? "" : `${names.join(", ")} of c${index}`;
  });
  const parts = taken.filter((part) => part !== "");
  return parts.length === 0 ? "their common parts" : parts.join("; ");
}

/** A proposal that is no rewrite, in a line. */
export function examplesGist(examples: readonly number[]): string {
  return `${plural(examples.length, "feedback row")} with the right answers, behind the text: ${examples.join(", ")}`;
}
