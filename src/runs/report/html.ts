/** Markup that is known to be safe: made by `html` below and by nothing else. */
export interface SafeHtml {
  readonly markup: string;
}

type Part = string | number | SafeHtml | readonly SafeHtml[] | undefined;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Longest text shown of one answer or message; a 10 MB line would make the report unreadable anyway. */
const longestText = 20_000;

/**
 * Characters that change how text around them looks (bidirectional controls) or that terminals act on are shown by their
 * number, so that a reader sees what is there.
 */
function visible(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex -- exactly these are meant
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g,
    (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`,
  );
}

/** Data as text: escaped, with its hidden characters shown, cut when endless. */
export function escape(text: string): string {
  const cut =
    text.length > longestText
      ? `${text.slice(0, longestText)} (${text.length - longestText} more characters)`
      : text;
  return visible(cut).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** A template whose values are data unless they were made by this template too. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): SafeHtml {
  return { markup: strings.map((text, index) => text + rendered(parts[index])).join("") };
}

function rendered(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string") return escape(part);
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map((each) => each.markup).join("");
}
