import type { SeededRandom } from "../../shared/seeded-random.ts";
import { hasWord } from "./edit-rules.ts";
import type { Part } from "./instruction.ts";
import type { Lesson } from "./read-lessons.ts";

/** Words that decide nothing in any message. */
const common = new Set(
  `a about after again all also am an and any are as at be because been before but by can could did do does for from get good got had
  has have he hello help her here hi him his how i if in is it its just know last let like look me more my need new no not now of off on one
  only or other our out over please say says she so some somebody something still tell than thank thanks that the their them then there they
  thing this to today too up us very want was we well were what when where which who why will with would yes yesterday you your dear team
  regards best kind sincerely many much message word write wrote asked ask really never ever nobody everyone could should must may might
  i'm it's don't`.split(/\s+/),
);

/**
 * Guesses which word of a failed message decided it, when the feedback does not say: one that shares its expected
 * label with other messages of that label and appears under no other. With no expected label either, any word that
 * could decide. A guess; the gate decides what it is worth.
 */
export function guessWord(
  parts: readonly Part[],
  lesson: Lesson,
  lessons: readonly Lesson[],
  random: SeededRandom,
): string | undefined {
  const elsewhere = new Set(
    lessons.filter((other) => other.expected !== lesson.expected).flatMap((other) => [...other.words]),
  );
  const candidates = [...new Set(lesson.words)].filter(
    (word) =>
      word.length > 2 &&
      !common.has(word) &&
      !elsewhere.has(word) &&
      !parts.some((part) => hasWord(part, word)),
  );
  if (candidates.length === 0) return undefined;
  if (lesson.expected === undefined) return random.pick(candidates);
  const shared = (word: string) =>
    lessons.filter((other) => other.expected === lesson.expected && other.words.includes(word)).length;
  const most = Math.max(...candidates.map(shared));
  return random.pick(candidates.filter((word) => shared(word) === most));
}
