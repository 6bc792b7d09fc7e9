import type { FormSplit } from "../result/answer-tables.ts";
import { plural } from "./numbers.ts";

const signed = (count: number): string => (count < 0 ? `−${-count}` : `+${count}`);

/** How much of a gain is the way answers are written, and how much is what they say; undefined where nothing changed. */
export function formSplitWords(split: FormSplit): string | undefined {
  const form = split.formWon - split.formLost;
  const judgement = split.judgementWon - split.judgementLost;
  const moved = split.formWon + split.formLost + split.judgementWon + split.judgementLost;
  if (moved === 0) return undefined;
  return `Of ${plural(split.rows, "row")}: ${signed(form)} by form (the seed said the right thing in the wrong shape), ${signed(judgement)} by judgement (it said something else).`;
}

/** What is still wrong, and how much of that is form alone, which a sentence in the prompt often mends. */
export function stillWrongWords({ left }: FormSplit): string {
  if (left.all === 0) return "The winner gets every one of them right.";
  if (left.form === 0) return `${plural(left.all, "row")} still wrong, none of them only in form.`;
  return `${plural(left.all, "row")} still wrong, ${left.form === left.all ? "all" : left.form} only in form: say in the prompt exactly how to write the answer.`;
}
