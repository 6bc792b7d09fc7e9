/** What a number may be. */
export interface NumberRule {
  readonly least: number;
  readonly most?: number;
  readonly whole?: boolean;
  /** Left empty stands for something: "empty: no limit". */
  readonly mayBeEmpty?: boolean;
}

/** A number as typed; a comma is a decimal point in half of the world. Undefined: empty. NaN: none that fits. */
export function readNumber(text: string, rule: NumberRule): number | undefined {
  if (text.trim() === "") return rule.mayBeEmpty === true ? undefined : Number.NaN;
  const value = Number(text.trim().replace(",", "."));
  const fits =
    Number.isFinite(value) &&
    value >= rule.least &&
    value <= (rule.most ?? Infinity) &&
    (rule.whole !== true || Number.isInteger(value));
  return fits ? value : Number.NaN;
}

/** What is wrong with a number as typed, in a sentence. */
export function numberProblem(text: string, rule: NumberRule): string | undefined {
  if (!Number.isNaN(readNumber(text, rule))) return undefined;
  const range = rule.most === undefined ? `${rule.least} or more` : `from ${rule.least} to ${rule.most}`;
  return `A ${rule.whole === true ? "whole " : ""}number, ${range}${rule.mayBeEmpty === true ? "; or empty" : ""}.`;
}
