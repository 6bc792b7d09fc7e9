/** Markup that is known to be safe: made by `html` below and by nothing else. Data that has a field `markup` is still data. */
export class SafeHtml {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  static of(strings: TemplateStringsArray, parts: readonly Part[]): SafeHtml {
    return new SafeHtml(strings.map((text, index) => text + rendered(parts[index])).join(""));
  }

  get markup(): string {
    return this.#markup;
  }
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
  return SafeHtml.of(strings, parts);
}

function rendered(part: Part): string {
  if (part === undefined || part === null) return "";
  if (part instanceof SafeHtml) return part.markup;
  if (Array.isArray(part)) return (part as readonly Part[]).map(rendered).join("");
  // Whatever a stranger's row holds in the place of a text or a number.
  return escape(typeof part === "object" ? JSON.stringify(part) : String(part));
}
