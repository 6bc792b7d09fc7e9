import { cellOfValue } from "../written-json.ts";
import { turnEntries, turnsOf } from "./conversation.ts";
import { isFields } from "./fields.ts";
import { longestCell } from "./read-item.ts";

type RowOfValue =
  | { readonly kind: "row"; readonly entries: readonly (readonly [string, string])[] }
  | { readonly kind: "bad"; readonly reason: string };

/** Fields that hold a conversation, in the chat format of fine-tuning files, of ShareGPT and of OpenAI's evals. */
const talkNames = ["messages", "conversations", "conversation", "turns", "dialogue"];

/** A JSON value as a row of texts: an object's fields, a chat's turns, or a lone text as `input`. */
export function rowOfValue(value: unknown): RowOfValue {
  if (value === null || value === undefined) return { kind: "bad", reason: "It is empty (null)." };
  if (Array.isArray(value)) {
    const turns = turnsOf(value);
    if (turns === undefined)
      return { kind: "bad", reason: "It is a list; a row must be an object with named fields." };
    return checked(turnEntries(turns));
  }
  if (!isFields(value)) return checked([["input", cellOfValue(value)]]);
  // As data sets of translations have them: one field with a text for every language.
  const { translation, ...more } = value;
  if (isFields(translation) && Object.keys(more).length === 0)
    return checked(
      Object.entries(translation).map(([language, text]) => [`translation.${language}`, cellOfValue(text)]),
    );
  const talk = talkNames.find((name) => Array.isArray(value[name]));
  const turns = talk === undefined ? undefined : turnsOf(value[talk] as readonly unknown[]);
  const others = Object.entries(value).filter(([name]) => turns === undefined || name !== talk);
  const entries = [
    ...(turns === undefined ? [] : turnEntries(turns)),
    ...others.map(([name, field]) => [name, cellOfValue(answersOf(field))] as const),
  ];
  if (entries.length === 0) return { kind: "bad", reason: "It has no fields." };
  return checked(apart(entries));
}

/** Right answers with their places in a text, as SQuAD has them: the answers alone, each once. */
function answersOf(field: unknown): unknown {
  if (!isFields(field) || !Array.isArray(field["text"]) || !Array.isArray(field["answer_start"]))
    return field;
  return Object.keys(field).length === 2 ? [...new Set(field["text"])] : field;
}

/** A field may be called as a turn is; both are kept. */
function apart(entries: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  const taken = new Set<string>();
  return entries.map(([name, text]) => {
    const unused = taken.has(name) ? `${name} field` : name;
    taken.add(unused);
    return [unused, text] as const;
  });
}

function checked(entries: readonly (readonly [string, string])[]): RowOfValue {
  if (entries.some(([name, text]) => name.includes("\0") || text.includes("\0")))
    return { kind: "bad", reason: "It contains a NUL character, which no text should." };
  if (entries.some(([, text]) => text.length > longestCell))
    return { kind: "bad", reason: `A field is longer than ${longestCell.toLocaleString("en")} characters.` };
  return { kind: "row", entries };
}
