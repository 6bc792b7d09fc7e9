import type { Instruction, Part } from "./instruction.ts";
import { readPart } from "./read-part.ts";
import { ruleWordings, type Edit } from "./vocabulary.ts";

type RuleEdit = Extract<
  Edit,
  { kind: "relabel-rule" | "remove-rule" | "settle-contradiction" | "reword-rule" | "rule-first" }
>;

function isRule(part: Part): boolean {
  return part.meaning.kind === "rule";
}

export function hasWord(part: Part, word: string): boolean {
  return part.meaning.kind === "rule" && part.meaning.words.includes(word);
}

/** Puts a rule behind the last one and before the default, in the look of its neighbours. */
export function insertRule({ parts, after }: Instruction, text: string): Instruction {
  const lastRule = parts.findLastIndex(isRule);
  const firstDefault = parts.findIndex((part) => part.meaning.kind === "default");
  const at = lastRule >= 0 ? lastRule + 1 : firstDefault >= 0 ? firstDefault : parts.length;
  const neighbour = parts[lastRule];
  const before =
    neighbour === undefined || lastRule === 0 ? (at === 0 ? "" : "\n") : countedUp(neighbour.before);
  const rest = parts.slice(at);
  const following = rest[0];
  const kept =
    following !== undefined && following.before === ""
      ? [{ ...following, before: "\n" }, ...rest.slice(1)]
      : rest;
  return { parts: [...parts.slice(0, at), { before, text, meaning: readPart(text) }, ...kept], after };
}

/** "3. " becomes "4. "; any other bullet stays. */
function countedUp(before: string): string {
  return before.replace(
    /(\d+)([.)][ \t]+)$/,
    (_, number: string, mark: string) => `${Number(number) + 1}${mark}`,
  );
}

export function editRules(instruction: Instruction, edit: RuleEdit): Instruction {
  const { parts, after } = instruction;
  switch (edit.kind) {
    case "relabel-rule":
      return { parts: parts.flatMap((part) => takeWordOut(part, edit.word, edit.label)), after };
    case "remove-rule":
      return {
        parts: keepSome(
          parts,
          parts.flatMap((part) => takeWordOut(part, edit.word)),
        ),
        after,
      };
    case "settle-contradiction":
      return { parts: settled(parts, edit.word, edit.label), after };
    case "reword-rule":
      return {
        parts: parts.map((part) => (hasWord(part, edit.word) ? reworded(part, edit.wording) : part)),
        after,
      };
    case "rule-first":
      return { parts: movedUp(parts, edit.word), after };
  }
}

/** The part's rules in their first wording, without `word`, or with `word` leading to another label. */
function takeWordOut(part: Part, word: string, label?: string): Part[] {
  if (part.meaning.kind !== "rule" || !hasWord(part, word)) return [part];
  const others = part.meaning.words.filter((other) => other !== word);
  const kept = others.length > 0 ? [written(part, others.join(" or "), part.meaning.label)] : [];
  if (label === undefined) return kept;
  const moved = written(part, word, label);
  return kept.length === 0
    ? [moved]
    : [...kept, { ...moved, before: part.before === "" ? "\n" : part.before }];
}

function written(part: Part, words: string, label: string, wording = 0): Part {
  const say = ruleWordings[wording % ruleWordings.length] as (word: string, label: string) => string;
  const text = say(words, label);
  return { ...part, text, meaning: readPart(text) };
}

function reworded(part: Part, wording: number): Part {
  return part.meaning.kind === "rule"
    ? written(part, part.meaning.words.join(" or "), part.meaning.label, wording)
    : part;
}

function settled(parts: readonly Part[], word: string, label: string): readonly Part[] {
  let found = false;
  return parts.flatMap((part) => {
    if (part.meaning.kind !== "rule" || !hasWord(part, word)) return [part];
    const keep = !found && part.meaning.label === label;
    if (keep) found = true;
    return keep ? [part] : takeWordOut(part, word);
  });
}

function movedUp(parts: readonly Part[], word: string): readonly Part[] {
  const first = parts.findIndex(isRule);
  const at = parts.findIndex((part) => hasWord(part, word));
  if (first < 0 || at <= first) return parts;
  const order = parts.toSpliced(at, 1).toSpliced(first, 0, parts[at] as Part);
  return order.map((part, index) => ({ ...part, before: (parts[index] as Part).before }));
}

function keepSome(before: readonly Part[], after: readonly Part[]): readonly Part[] {
  return after.length === 0 ? before : after;
}
