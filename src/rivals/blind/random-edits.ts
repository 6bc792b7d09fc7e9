import type { Candidate } from "../../engine/index.ts";
import type { SeededRandom } from "../../shared/seeded-random.ts";
import type { RivalPorts } from "../ports.ts";

/** A candidate with some random edits of the published vocabulary, and what they were. */
interface EditedCandidate {
  readonly texts: Candidate;
  readonly note: string;
}

/**
 * Draws a component, then `count` edits one after another, each uniformly over the slots that fit the text and then
 * over the slot's options (so that a word with many labels is not drawn more often than a layout).
 */
export function editAtRandom(
  texts: Candidate,
  count: number,
  random: SeededRandom,
  ports: RivalPorts,
): EditedCandidate {
  const component = random.pick(Object.keys(texts));
  let text = texts[component] ?? "";
  const done: string[] = [];
  for (let step = 0; step < count; step += 1) {
    const edits = ports.possibleEdits(text);
    if (edits.length === 0) break;
    const slot = random.pick([...new Set(edits.map((edit) => edit.slot))]);
    const edit = random.pick(edits.filter((one) => one.slot === slot));
    text = edit.apply(text);
    done.push(edit.description);
  }
  return { texts: { ...texts, [component]: text }, note: done.join("; ") };
}
