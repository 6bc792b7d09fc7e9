import { isScored, type ProposalEntry } from "../../engine/index.ts";
import { isPassFail, sumWords } from "./sum-words.ts";

/** Rows a gate counted: those both the parent and the child have a score on. */
function counted({ parentRows, childRows }: ProposalEntry): number {
  const answered = new Set(childRows.filter(isScored).map((row) => row.example));
  return parentRows.filter((row) => isScored(row) && answered.has(row.example)).length;
}

/** One of the two sums a gate compared, in words. */
export function gateSum(proposal: ProposalEntry, sum: number): string {
  const passFail = isPassFail(proposal.parentRows) && isPassFail(proposal.childRows);
  return sumWords(sum, counted(proposal) || proposal.minibatch.length, passFail);
}

/** "2 of 5 → 4 of 5"; undefined where the gate was never paid for. */
export function gateWords(proposal: ProposalEntry): string | undefined {
  const { before, after } = proposal;
  if (before === null || after === null) return undefined;
  return `${gateSum(proposal, before)} → ${gateSum(proposal, after)}`;
}
