import type { CandidateEntry, ProposalEntry, RunState } from "../../engine/index.ts";
import { toArray } from "../../shared/append-only.ts";
import { gateSum } from "./gate-words.ts";
import { plural } from "./numbers.ts";
import { isPassFail, sumWords } from "./sum-words.ts";

export function proposalOf(
  state: RunState,
  candidate: CandidateEntry | undefined,
): ProposalEntry | undefined {
  if (candidate === undefined || candidate.proposal === null) return undefined;
  return toArray(state.proposals).find((proposal) => proposal.proposal === candidate.proposal);
}

/** How a candidate compares with another on the rows both were tried on. */
export function gainedAndLost(
  child: CandidateEntry,
  parent: CandidateEntry,
): { readonly gained: number; readonly lost: number } {
  const before = new Map(parent.scores.map((row) => [row.example, row.score]));
  let gained = 0;
  let lost = 0;
  for (const row of child.scores) {
    const was = before.get(row.example);
    if (was === undefined) continue;
    if (row.score > was) gained += 1;
    if (row.score < was) lost += 1;
  }
  return { gained, lost };
}

/** Whether a gate let it in, and it was not there from the start. */
export function isGated(state: RunState, index: number): boolean {
  return proposalOf(state, state.candidates[index]) !== undefined;
}

export function whySentence(state: RunState, index: number): string {
  const candidate = state.candidates[index];
  if (candidate === undefined) return "";
  if (candidate.scores.length === 0) return "It came without a score.";
  const proposal = proposalOf(state, candidate);
  const total = score(candidate);
  if (proposal === undefined && candidate.parents.length === 0)
    return `The search starts here: ${total} on the Pareto rows${candidate.openRows === 0 ? "" : " asked so far"}, before anything was rewritten.`;
  if (proposal === undefined) {
    // Other optimizers than GEPA have no gate; a text is in the pool because it was scored on all Pareto rows.
    const from = state.candidates[candidate.parents[0] ?? -1];
    if (from === undefined) return `It has ${total} on the Pareto rows.`;
    const { gained, lost } = gainedAndLost(candidate, from);
    return `On all Pareto rows it has ${score(candidate, from)}, c${from.index}, which it was made from, ${score(from, candidate)}: ${number(gained)} gained, ${number(lost)} lost.`;
  }
  const idea = ideaWords(proposal);
  const thought = idea === "" ? "" : `${idea} `;
  const onWhat = proposal.kind === "merge" ? "On Pareto rows" : "On minibatch rows";
  const parents = proposal.parents.map((parent) => `c${parent}`).join(" and ");
  const gate =
    proposal.before === null || proposal.after === null
      ? ""
      : `${onWhat} ${[...new Set(proposal.minibatch)].slice(0, 12).join(", ")} its ${proposal.parents.length > 1 ? "better parent" : "parent"} had ${gateSum(proposal, proposal.before)}, it had ${gateSum(proposal, proposal.after)}. `;
  const parent = state.candidates[proposal.parents[0] ?? -1];
  if (parent === undefined) return `${thought}${gate}It has ${total} on the Pareto rows.`;
  const { gained, lost } = gainedAndLost(candidate, parent);
  const than =
    proposal.parents.length > 1
      ? `against c${parent.index}`
      : `its parent ${parents} ${score(parent, candidate)}`;
  const where = candidate.openRows === 0 ? "On all Pareto rows" : "On the Pareto rows asked so far";
  return `${thought}${gate}${where} it has ${score(candidate, parent)}, ${than}: ${number(gained)} gained, ${number(lost)} lost.`;
}

/** What a proposal tries, where that was said or is no rewrite; empty otherwise. */
export function ideaWords({ hypothesis, examples }: ProposalEntry): string {
  if (examples !== undefined)
    return `No rewrite: ${plural(examples.length, "feedback row")} with the right answers, behind its parent’s text.`;
  return hypothesis === undefined ? "" : `Thought to be the cause: “${hypothesis}”`;
}

/** Why no model was asked for a proposal; empty where one was. */
export function unaskedWords({ kind, examples }: ProposalEntry): string {
  if (kind === "person") return "You wrote this text yourself; it went through the same gate as any other.";
  if (kind === "merge")
    return "No model was asked: a merge takes each component from the parent that changed it since their common ancestor.";
  return examples === undefined
    ? ""
    : "No model was asked: rows with their right answers are tried behind a text where no rewrite of it was better or could be used, or no Reflection request is left.";
}

/** In rows right only where `other`, which it is compared with, can be told so too. */
function score(candidate: CandidateEntry, other: CandidateEntry = candidate): string {
  const sum = candidate.scores.reduce((total, row) => total + row.score, 0);
  const passFail = isPassFail(candidate.scores) && isPassFail(other.scores);
  return sumWords(sum, candidate.scores.length, passFail);
}

const number = (count: number): string => (count === 0 ? "none" : String(count));
