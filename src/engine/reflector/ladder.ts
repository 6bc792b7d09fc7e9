import type { ReflectionAttempt, ReflectionLetter } from "../journal/reflection-evidence.ts";
import type { ReflectorOptions } from "../options/spec.ts";
import { namesMost } from "./allowed-answers.ts";

/** Letters in the order they are tried; each is a rung. */
export type Ladder = readonly Rung[];

type Rung = ReflectorOptions["letters"][number] | "hypotheses";

/** Hypotheses, where they are asked for, come before all else. */
export function ladderOf({ letters, hypotheses }: ReflectorOptions): Ladder {
  if (hypotheses === 1) return letters;
  return letters.length === 0 ? ["hypotheses", "full"] : ["hypotheses", ...letters];
}

type Asked = Pick<ReflectionAttempt, "outcome" | "letter">;

/**
 * The letter to write next, from what came of the ones before: the next rung, unless a step of the last one is still
 * to be done. Null: the ladder ends here. A transport failure is no fault of the letter, so it is asked once more.
 */
export function nextLetter(ladder: Ladder, asked: readonly Asked[]): ReflectionLetter | null {
  const last = asked.at(-1);
  if (last?.outcome === "causes-named") return "with-causes";
  if (last?.outcome === "too-long" && !asked.some(({ letter }) => letter === "shorten")) return "shorten";
  if (last?.outcome === "failed") return asked.at(-2)?.outcome === "failed" ? null : last.letter!;
  const rungs = asked.filter(
    ({ letter, outcome }) => letter !== "with-causes" && letter !== "shorten" && outcome !== "failed",
  );
  return ladder[rungs.length] ?? null;
}

/** Calls a whole climb may take: every rung, the second step of `causes`, one shortening and one failed call. */
export function callsOfLadder(ladder: Ladder): number {
  return ladder.length + ladder.filter((letter) => letter === "causes").length + 2;
}

/** A text of so many characters holds rules of its own. */
const shortText = 120;

/**
 * The ladder for a text. Where there are no allowed answers, or a single one, there are no lines to write about them. A
 * small model that is to rewrite a text which holds rules already returns it as it is, where it can still say which lines
 * are missing (measured: bench/reflection).
 */
export function forText(ladder: Ladder, text: string, answers: readonly string[]): Ladder {
  const own = answers.length > 1 ? ladder : ladder.filter((letter) => letter !== "answers");
  const isSmall = own[0] === "short" || own[0] === "answers";
  const isTold = text.length > shortText && namesMost(text, answers);
  if (!isSmall || !isTold || !own.includes("edits")) return own;
  return ["edits", ...own.filter((letter) => letter !== "edits")];
}

/**
 * The ladder with that letter first which alone was answered usably the last two times: what a model is able to answer
 * shows in the run itself, whatever its name says.
 */
export function startingWhereItWorked(ladder: Ladder, recent: readonly (readonly Asked[])[]): Ladder {
  const worked = recent.slice(-2).map(workedLetter);
  const [letter] = worked;
  if (worked.length < 2 || letter === undefined || worked[1] !== letter || letter === ladder[0])
    return ladder;
  return [letter, ...ladder.filter((one) => one !== letter)];
}

function workedLetter(asked: readonly Asked[]): Rung | undefined {
  if (asked.at(-1)?.outcome !== "used") return undefined;
  const letter = asked.findLast((one) => one.letter !== "shorten")?.letter;
  return letter === "with-causes" ? "causes" : (letter as Rung | undefined);
}
