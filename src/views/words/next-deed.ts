import type { ReflectionOutcome, StopReason, TooLittle } from "../../engine/index.ts";

/** What a person can do about the end of a run. */
export interface NextDeed {
  /** A sentence with its full stop; empty where there is nothing to do but to read the result. */
  readonly words: string;
  /** The button that does it: a larger budget, or the same search taken up again. */
  readonly button?: "budget" | "go-on";
}

const nothing: NextDeed = { words: "" };
const harder = "Take the prompt, or give the search more and harder rows.";
const otherReflection = "choose another Reflection model for a new run";

const mends: Readonly<Partial<Record<ReflectionOutcome, string>>> = {
  truncated: `Give it more tokens for an answer, or ${otherReflection}.`,
  "thinking-only": `Give it more tokens for an answer, or ${otherReflection}.`,
  "copied-rows": `Give it more feedback rows, or ${otherReflection}.`,
  "lost-literal": `Shorten the list of words a prompt must keep, or ${otherReflection}.`,
  "too-long": `Let the prompt have more tokens, or ${otherReflection}.`,
  failed: "Test its connection on the Models page, then go on.",
};

/** After the sentence that says why a run ended: what to do next. */
export function nextDeed(reason: StopReason): NextDeed {
  switch (reason.kind) {
    case "stopped-by-person":
      return { words: "It can go on where it stopped.", button: "go-on" };
    case "metric-calls-spent":
    case "requests-spent":
    case "budget-too-small":
    case "outer-limit":
      return { words: "With a larger budget it goes on where it stopped.", button: "budget" };
    case "reflection-calls-spent":
      return { words: afterReflections(reason), button: "budget" };
    case "nothing-left-to-learn":
      if (reason.left?.wrong === 0) return { words: harder };
      return reason.left === undefined
        ? { words: "Its last proposals below say why each was dropped.", button: "go-on" }
        : { words: "Start a run with more feedback rows like those, for it learns from no others." };
    case "reflection-repeats":
      if (reason.left.wrong === 0) return { words: harder };
      return {
        words: `Write a rewrite of your own, or ${otherReflection}: a stronger one, or at a higher temperature.${moreExamples(reason.showing)}`,
      };
    case "reflection-unusable":
      return {
        words: `${mendOf(reason.last)}${moreExamples(reason.showing)}`,
        button: "go-on",
      };
    case "calls-keep-failing":
      return { words: "Test the connections on the Models page, then go on.", button: "go-on" };
    case "seed-not-scored":
      return { words: "Mend what this says, then ask for the run again." };
    case "failed":
      return { words: "What it found is kept; branch from the event before the fault to go another way." };
    case "score-reached":
    case "no-improvement":
    case "enough-candidates":
    case "enough-iterations":
    case "imported":
      return nothing;
  }
}

const mendOf = (last: ReflectionOutcome): string =>
  mends[last] ?? `Read its answers in the proposals below, or ${otherReflection}.`;

function afterReflections({
  last,
  showing,
}: Extract<StopReason, { kind: "reflection-calls-spent" }>): string {
  const more = "With more Reflection requests it goes on where it stopped.";
  return `${last === undefined ? "" : `${mendOf(last)} `}${more}${moreExamples(showing)}`;
}

function moreExamples(showing: TooLittle | undefined): string {
  if (showing === undefined) return "";
  const unit = showing.what === "metric-calls" ? "rollouts" : "requests";
  return ` With more ${unit} alone it tries further worked examples.`;
}
