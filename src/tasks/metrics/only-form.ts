import { parseWritten } from "../written-json.ts";
import { fieldVerdicts } from "./field-verdicts.ts";
import { insideFence } from "./inside-fence.ts";
import { isSameWithoutFuss, normalised } from "./text-forms.ts";

/** Tells whether an answer that counts as wrong says the right thing in another form. */
interface FormCheck {
  /**
   * Other letters or punctuation, the right label inside a sentence that names no other, the right JSON with text
   * around it, or the right answer behind a colon or on a last line of its own.
   */
  readonly isWrongOnlyInForm: (expected: string, answer: string) => boolean;
  /** Labels an answer names as words of its own; one that stands only inside another that is named does not count. */
  readonly labelsIn: (answer: string) => readonly string[];
}

/** `labels` are the right answers there are, where they are few; empty where answers are anything. */
export function createFormCheck(labels: readonly string[]): FormCheck {
  const known = labels.map((label) => ({ label, words: ` ${spaced(label)} ` }));
  const labelsIn = (answer: string): readonly string[] => {
    const text = ` ${spaced(answer)} `;
    const found = known.filter(({ words }) => words.trim() !== "" && text.includes(words));
    return found
      .filter((one) => !found.some((other) => other !== one && other.words.includes(one.words)))
      .map(({ label }) => label);
  };
  const isWrongOnlyInForm = (expected: string, answer: string): boolean => {
    if (expected.trim() === "" || answer.trim() === "") return false;
    if (isSameWithoutFuss(expected, answer)) return true;
    if (labels.length > 0) {
      const [only, ...others] = labelsIn(answer);
      return only !== undefined && others.length === 0 && isSameWithoutFuss(only, expected);
    }
    if (isContainer(expected)) return hasSameFields(expected, answer);
    return finalParts(answer).some((part) => isSameWithoutFuss(expected, part));
  };
  return { isWrongOnlyInForm, labelsIn };
}

/** Signs become spaces, so that `ORDER_STATUS`, `order-status` and "Order status." are the same words. */
function spaced(text: string): string {
  return normalised(text.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, " "));
}

function isContainer(text: string): boolean {
  return /^\s*[{[]/.test(text) && valueOf(text) !== undefined;
}

function hasSameFields(expected: string, answer: string): boolean {
  const start = answer.search(/[{[]/);
  const end = Math.max(answer.lastIndexOf("}"), answer.lastIndexOf("]"));
  const inner = start < 0 || end < start ? "" : answer.slice(start, end + 1);
  if (valueOf(inner) === undefined) return false;
  return fieldVerdicts(expected, inner, { ignored: [], loose: ["*"] }).every(
    ({ outcome }) => outcome === "right",
  );
}

function valueOf(text: string): unknown {
  try {
    return parseWritten(insideFence(text));
  } catch {
    return undefined;
  }
}

/** Where models put what they mean: the last line, and what stands behind the last colon. */
function finalParts(answer: string): readonly string[] {
  const last = answer.trim().split("\n").at(-1)?.trim() ?? "";
  const behind = answer.includes(":") ? answer.slice(answer.lastIndexOf(":") + 1) : "";
  return [last, behind].filter((part) => part.trim() !== "" && part.trim() !== answer.trim());
}
