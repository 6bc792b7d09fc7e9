import type { SeededRandom } from "../../shared/seeded-random.ts";
import type { Part } from "./instruction.ts";
import type { Lesson } from "./read-lessons.ts";
import { ruleWordings, type Edit } from "./vocabulary.ts";

/**
 * For rows that fail although the instruction already says the right thing: changes of form, one drawn at random,
 * the likely ones more often.
 */
export function planStructure(
  parts: readonly Part[],
  lessons: readonly Lesson[],
  random: SeededRandom,
): Edit[] {
  const edits = [
    ...contradictions(parts),
    ...rambling(parts),
    ...misplacedDefault(parts),
    ...talkative(parts, lessons),
    ...otherForms(parts, lessons, random),
  ];
  return edits.length === 0 ? [] : [random.pick(edits)];
}

function contradictions(parts: readonly Part[]): Edit[] {
  const seen = new Map<string, string>();
  const edits: Edit[] = [];
  for (const { meaning } of parts) {
    if (meaning.kind !== "rule") continue;
    for (const word of meaning.words) {
      const first = seen.get(word);
      if (first !== undefined && first !== meaning.label)
        edits.push({ kind: "settle-contradiction", word, label: first });
      seen.set(word, first ?? meaning.label);
    }
  }
  return edits;
}

function rambling(parts: readonly Part[]): Edit[] {
  return parts
    .filter(({ meaning }) => meaning.kind === "other")
    .map(({ text }): Edit => ({ kind: "drop-sentence", sentence: text }));
}

function misplacedDefault(parts: readonly Part[]): Edit[] {
  const at = parts.findIndex((part) => part.meaning.kind === "default");
  const behind = parts
    .slice(at + 1)
    .some((part) => part.meaning.kind === "rule" || part.meaning.kind === "default");
  return at >= 0 && behind ? [{ kind: "default-last" }] : [];
}

/** Long answers where a label was wanted. */
function talkative(parts: readonly Part[], lessons: readonly Lesson[]): Edit[] {
  const asked = parts.some((part) => part.meaning.kind === "answer-only");
  const long = lessons.some(
    (lesson) => lesson.expected !== undefined && lesson.got.length > lesson.expected.length + 20,
  );
  return long && !asked ? [{ kind: "answer-only" }] : [];
}

function otherForms(parts: readonly Part[], lessons: readonly Lesson[], random: SeededRandom): Edit[] {
  const rules = parts.flatMap(({ meaning }) => (meaning.kind === "rule" ? [meaning] : []));
  if (rules.length === 0) return [];
  const failing = lessons.filter((lesson) => !lesson.right).flatMap((lesson) => lesson.deciding ?? []);
  const known = failing.filter((word) => rules.some((rule) => rule.words.includes(word)));
  const wording = random.below(ruleWordings.length);
  return [
    ...known.flatMap((word): Edit[] => [
      { kind: "reword-rule", word, wording },
      { kind: "rule-first", word },
    ]),
    { kind: "list-labels", labels: labelsOf(parts) },
    { kind: "layout", layout: random.pick(["lines", "bullets", "paragraph"] as const) },
  ];
}

function labelsOf(parts: readonly Part[]): string[] {
  const named = parts.flatMap(({ meaning }) =>
    meaning.kind === "rule" || meaning.kind === "default" ? [meaning.label] : [],
  );
  return [...new Set(named)];
}
