import type { ProposalEntry } from "../../engine/index.ts";
import { attemptWords } from "../words/attempt-words.ts";

/** What became of a proposal, in the words of its line. */
interface Decision {
  readonly kept: boolean;
  readonly text: string;
}

export function decisionOf(proposal: ProposalEntry): Decision {
  const { verdict } = proposal;
  switch (verdict) {
    case "accepted": {
      const surer =
        proposal.before !== null && proposal.after === proposal.before ? ", as good and surer" : "";
      return { kept: true, text: `kept as c${proposal.candidate ?? "?"}${surer}` };
    }
    case "not-better": {
      const worse = (proposal.after ?? 0) < (proposal.before ?? 0);
      return { kept: false, text: worse ? "dropped, worse" : "dropped, no better" };
    }
    case "better-but-not-selected":
      return { kept: false, text: "dropped, a sibling was better" };
    case "duplicate-of-sibling":
      return { kept: false, text: "dropped, same as a sibling" };
    case "undecided":
      return { kept: false, text: "undecided, requests failed; tried again later" };
    case "given-up":
      return { kept: false, text: "given up, requests kept failing" };
    case "validation-incomplete":
      return { kept: false, text: "dropped, not every Pareto row answered" };
    case "clearly-worse":
      return { kept: false, text: "dropped, worse than its parent on Pareto rows" };
    case "no-usable-reflection":
      return { kept: false, text: `dropped, ${unusable(proposal)}` };
    case "unchanged":
      return { kept: false, text: "dropped, the same text as its parent" };
    case "already-seen":
      return { kept: false, text: "dropped, it was tried before" };
  }
}

function unusable(proposal: ProposalEntry): string {
  const last = proposal.reflections.flatMap((reflection) => reflection.attempts).at(-1);
  return last === undefined ? "no usable answer" : `the answer ${attemptWords(last.outcome)}`;
}
