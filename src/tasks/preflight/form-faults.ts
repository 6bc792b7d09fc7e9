import { readJson } from "../metrics/read-json.ts";
import { isFields } from "../rows/fields.ts";

/** An answer that was tried, beside the right one. */
export interface TriedAnswer {
  readonly output: string;
  readonly expected: string;
  /** 0..1 */
  readonly score: number;
}

/** Of some tried rows: how many are wrong, and how many of these only because of their form. */
interface FormFaults {
  readonly tried: number;
  readonly wrong: number;
  readonly inForm: number;
  /** An answer of a wrong form, shortened. */
  readonly sample: string | undefined;
}

const fullScore = 0.999;
const shownText = 60;

/** Tells wrong answers in the wrong form, which naming the form mends, from those of wrong judgement. */
export function formFaults(rows: readonly TriedAnswer[], hasForm: (row: TriedAnswer) => boolean): FormFaults {
  const wrong = rows.filter(({ score }) => score < fullScore);
  const inForm = wrong.filter((row) => !hasForm(row));
  const [first] = inForm;
  const text = first?.output.trim().replaceAll(/\s+/g, " ");
  return {
    tried: rows.length,
    wrong: wrong.length,
    inForm: inForm.length,
    sample: text === undefined || text.length <= shownText ? text : `${text.slice(0, shownText)}…`,
  };
}

/** It is one of the labels, whatever its case and the quotes, stars and full stop around it. */
export function isLabel(output: string, labels: readonly string[]): boolean {
  const bare = (text: string): string =>
    text
      .trim()
      .replaceAll(/^["'`*\s]+|["'`*.\s]+$/g, "")
      .toLowerCase();
  return labels.some((label) => bare(label) === bare(output));
}

/** It is an object with the very fields of the right one. */
export function hasFieldsOf({ output, expected }: TriedAnswer): boolean {
  const [got, wanted] = [readJson(output), readJson(expected)];
  if (got.kind === "invalid" || !isFields(got.value)) return false;
  if (wanted.kind === "invalid" || !isFields(wanted.value)) return true;
  const [has, should] = [Object.keys(got.value), Object.keys(wanted.value)];
  return has.length === should.length && should.every((name) => has.includes(name));
}
