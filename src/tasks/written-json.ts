/** A number or flag that JavaScript would print otherwise than it stood in the file, such as 0.10 or a long integer. */
export class Written {
  readonly text: string;
  readonly value: unknown;

  constructor(text: string, value: unknown) {
    this.text = text;
    this.value = value;
  }

  toString(): string {
    return this.text;
  }
}

/** No key of a sensible file: a NUL is refused wherever it stands. */
const mark = "\0written";
const stringOrNumber = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\d[\d.eE+-]*/g;

const stringOrNoNumber = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g;

/** Python writes NaN where there is no number; JSON has no such word. */
function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/\b(?:NaN|Infinity)\b/.test(text)) throw error;
    return JSON.parse(withoutNaN(text));
  }
}

const withoutNaN = (text: string): string =>
  text.replaceAll(stringOrNoNumber, (token) => (token.startsWith('"') ? token : "null"));

/** `JSON.parse`, but numbers that would not be printed as they were written come out as `Written`. Throws as it does. */
export function parseWritten(given: string): unknown {
  const plain = parseLoosely(given);
  const text = /\b(?:NaN|Infinity)\b/.test(given) ? withoutNaN(given) : given;
  let isMarked = false;
  const marked = text.replaceAll(stringOrNumber, (token) => {
    if (token.startsWith('"') || String(Number(token)) === token) return token;
    isMarked = true;
    return `{${JSON.stringify(mark)}:"${token}"}`;
  });
  return isMarked ? (JSON.parse(marked, revive) as unknown) : plain;
}

/** What a text that is a list or an object says, as `parseWritten` reads it; undefined where it is neither. */
export function parsedWritten(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return parseWritten(text);
  } catch {
    return undefined;
  }
}

function revive(_: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, mark)) return value;
  const text = String((value as Record<string, unknown>)[mark]);
  return new Written(text, Number(text));
}

/** A value as JSON text, its numbers as they were written. */
export function printJson(value: unknown): string {
  if (value instanceof Written)
    return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value.text)
      ? value.text
      : JSON.stringify(value.value);
  if (Array.isArray(value)) return `[${value.map(printJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${printJson(field)}`).join(",")}}`;
}

/** A JSON or YAML value as the text of a cell. */
export function cellOfValue(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return value instanceof Written ? value.text : printJson(value);
}
