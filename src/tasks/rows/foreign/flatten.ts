import { cellOfValue, parseWritten, Written } from "../../written-json.ts";
import { askedEntries, turnsOf } from "../conversation.ts";
import type { ForeignField } from "./foreign-format.ts";

type Role = NonNullable<ForeignField["role"]>;

/** A cell that may hold JSON: the value in it, else the text itself. */
export function valueOfCell(text: string | undefined): unknown {
  const trimmed = text?.trim() ?? "";
  if (!/^[[{"]/.test(trimmed)) return trimmed;
  try {
    return parseWritten(trimmed);
  } catch {
    return trimmed;
  }
}

/**
 * A value as columns of one role: the fields of an object, a conversation as its turns, anything else as one column
 * called `name`. What a chat or a chain wraps around its one text is taken off.
 */
export function fieldsOfValue(name: string, role: Role, value: unknown): readonly ForeignField[] {
  if (value === null || value === undefined || value === "") return [];
  if (typeof value !== "object" || value instanceof Written)
    return [{ column: name, text: cellOfValue(value), role }];
  if (Array.isArray(value))
    return conversation(name, role, value) ?? [{ column: name, text: cellOfValue(value), role }];
  const { messages, content } = value as { messages?: unknown; content?: unknown };
  const talk = Array.isArray(messages) ? conversation(name, role, messages) : undefined;
  if (talk !== undefined) return talk;
  if (typeof content === "string" && "role" in value) return [{ column: name, text: content, role }];
  const entries = Object.entries(value).filter(([, field]) => field !== null && field !== "");
  const [only] = entries;
  // A lone field is the thing itself, whatever the chain called it.
  if (entries.length === 1 && only !== undefined && role !== "input") {
    return typeof only[1] === "string"
      ? [{ column: only[0], text: only[1], role }]
      : fieldsOfValue(only[0], role, only[1]);
  }
  return entries.map(([column, field]) => ({ column, text: cellOfValue(field), role }));
}

function conversation(
  name: string,
  role: Role,
  list: readonly unknown[],
): readonly ForeignField[] | undefined {
  const turns = turnsOf(list);
  if (turns === undefined) return undefined;
  if (role !== "input") return [{ column: name, text: turns.at(-1)?.content ?? "", role }];
  return askedEntries(turns).map(([column, text]) =>
    column === "input" ? { column: name, text, role } : { column, text },
  );
}
