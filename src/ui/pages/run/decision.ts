import type { ProposalEntry, ReflectionOutcome } from "../../../engine/index.ts";

/** What became of a proposal, in the words of its line. */
export interface Decision {
  readonly kept: boolean;
  readonly text: string;
}

const attempts: Readonly<Record<ReflectionOutcome, string>> = {
  used: "was used",
  "no-fence": "had no prompt in it",
  truncated: "was cut off",
  "thinking-only": "was thinking only",
  empty: "was empty",
  "copied-rows": "copied a row word for word",
  "lost-literal": "lost a word it must keep",
  "too-long": "was too long",
  "several-blocks": "had several prompts in it",
  failed: "did not come",
};

/** Why the last answer could not be used: "was cut off". */
export function attemptWords(outcome: ReflectionOutcome): string {
  return attempts[outcome];
}

export function decisionOf(proposal: ProposalEntry): Decision {
  const { verdict } = proposal;
  switch (verdict) {
    case "accepted":
      return { kept: true, text: `kept as c${proposal.candidate ?? "?"}` };
    case "not-better": {
      const worse = (proposal.after ?? 0) < (proposal.before ?? 0);
      return { kept: false, text: worse ? "dropped, worse" : "dropped, no better" };
    }
    case "better-but-not-selected":
      return { kept: false, text: "dropped, a sibling was better" };
    case "duplicate-of-sibling":
      return { kept: false, text: "dropped, same as a sibling" };
    case "undecided":
      return { kept: false, text: "undecided, calls failed; tried again later" };
    case "given-up":
      return { kept: false, text: "given up, calls kept failing" };
    case "validation-incomplete":
      return { kept: false, text: "dropped, not every Pareto row answered" };
    case "no-usable-reflection":
      return { kept: false, text: `dropped, ${unusable(proposal)}` };
    case "unchanged":
      return { kept: false, text: "dropped unpaid, same text" };
    case "already-seen":
      return { kept: false, text: "dropped unpaid, tried before" };
  }
}

function unusable(proposal: ProposalEntry): string {
  const last = proposal.reflections.flatMap((reflection) => reflection.attempts).at(-1);
  return last === undefined ? "no usable answer" : `the answer ${attemptWords(last.outcome)}`;
}
