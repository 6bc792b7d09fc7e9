import { longestCell } from "./read-item.ts";

export type RowOfValue =
  | { readonly kind: "row"; readonly entries: readonly (readonly [string, string])[] }
  | { readonly kind: "bad"; readonly reason: string };

/** A JSON value as a row of texts: an object's fields, a chat's turns, or a lone text as `input`. */
export function rowOfValue(value: unknown): RowOfValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return checked([["input", String(value)]]);
  }
  if (value === null || typeof value !== "object") return { kind: "bad", reason: "It is empty (null)." };
  if (Array.isArray(value))
    return { kind: "bad", reason: "It is a list; a row must be an object with named fields." };
  const messages = (value as { messages?: unknown }).messages;
  const chat = Array.isArray(messages) ? chatEntries(messages) : undefined;
  const others = Object.entries(value).filter(([name]) => chat === undefined || name !== "messages");
  const entries = [...(chat ?? []), ...others.map(([name, field]) => [name, cellText(field)] as const)];
  if (entries.length === 0) return { kind: "bad", reason: "It has no fields." };
  return checked(entries);
}

function checked(entries: readonly (readonly [string, string])[]): RowOfValue {
  if (entries.some(([name, text]) => name.includes("\0") || text.includes("\0")))
    return { kind: "bad", reason: "It contains a NUL character, which no text should." };
  if (entries.some(([, text]) => text.length > longestCell))
    return { kind: "bad", reason: `A field is longer than ${longestCell.toLocaleString("en")} characters.` };
  return { kind: "row", entries };
}

function cellText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : `${value as number | boolean}`;
}

/** The chat format of fine-tuning files: system, everything before the last answer, and that answer. */
function chatEntries(messages: readonly unknown[]): [string, string][] | undefined {
  const told = turnsOf(messages);
  if (told === undefined) return undefined;
  const last = told.at(-1) as Turn;
  const answer = last.role === "assistant" ? last.content : "";
  const asked = told.filter(
    (turn, index) => turn.role !== "system" && !(answer !== "" && index === told.length - 1),
  );
  const input =
    asked.length === 1
      ? (asked[0] as Turn).content
      : asked.map((turn) => `${turn.role}: ${turn.content}`).join("\n");
  const system = told.filter((turn) => turn.role === "system").map((turn) => turn.content);
  return [
    ...(system.length > 0 ? [["system", system.join("\n")] as [string, string]] : []),
    ["input", input],
    ["output", answer],
  ];
}

export interface Turn {
  readonly role: string;
  readonly content: string;
}

/** A conversation; undefined where the list is none. */
export function turnsOf(messages: readonly unknown[]): readonly Turn[] | undefined {
  const turns = messages.map(readTurn);
  if (turns.length === 0 || turns.some((turn) => turn === undefined)) return undefined;
  return turns as readonly Turn[];
}

function readTurn(message: unknown): Turn | undefined {
  if (message === null || typeof message !== "object") return undefined;
  const { role, content } = message as { role?: unknown; content?: unknown };
  if (typeof role !== "string") return undefined;
  if (typeof content === "string") return { role, content };
  if (!Array.isArray(content)) return { role, content: "" };
  const texts = content.map((part: unknown) => (part as { text?: unknown } | null)?.text);
  return { role, content: texts.filter((text) => typeof text === "string").join("\n") };
}
