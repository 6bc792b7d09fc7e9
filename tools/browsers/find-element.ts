/** What a person would look for on a page: a thing of a kind by the name it shows. */
export interface Target {
  readonly kind: "button" | "link" | "field" | "file" | "heading" | "text";
  /** The whole name, or a part of it where `part` says so; white space is one space. */
  readonly name: string;
  readonly part?: true;
  /** Which of several, from 0; the first where nothing is said. */
  readonly at?: number;
  /** Only inside what this selector finds. */
  readonly within?: string;
}

/** The visible element a target means, or null. Runs in the page: it must not refer to anything outside itself. */
export function findElement({ kind, name, part, at, within }: Target): Element | null {
  const plain = (text: string | null | undefined): string => (text ?? "").replaceAll(/\s+/g, " ").trim();
  const kinds = {
    button: "button, [role=button], input[type=submit], summary, [role=tab], [role=radio]",
    link: "a[href]",
    field: "input:not([type=file]), textarea, select, [role=textbox], [role=combobox], [role=slider]",
    file: "input[type=file]",
    heading: "h1, h2, h3, h4",
    text: "body *",
  };
  const nameOf = (element: Element): string => {
    const by = (element.getAttribute("aria-labelledby") ?? "").split(" ").filter((id) => id !== "");
    if (by.length > 0) return plain(by.map((id) => document.getElementById(id)?.textContent).join(" "));
    const label = element.getAttribute("aria-label");
    if (label !== null) return plain(label);
    const labels = [...((element as HTMLInputElement).labels ?? [])];
    if (labels.length > 0) return plain(labels.map((each) => each.textContent).join(" "));
    return plain(element.textContent) || plain(element.getAttribute("title"));
  };
  const fits = (text: string): boolean => (part === true ? text.includes(name) : text === name);
  const isShown = (element: Element): boolean =>
    kind === "file" || (element.getClientRects().length > 0 && element.closest("[inert]") === null);
  const found = [...document.querySelectorAll(kinds[kind])].filter(
    (element) =>
      fits(nameOf(element)) &&
      isShown(element) &&
      (within === undefined || element.closest(within) !== null) &&
      (kind !== "text" || ![...element.children].some((child) => fits(nameOf(child)))),
  );
  return found[at ?? 0] ?? null;
}

/** A target in words. */
export function wordsOf(target: Target): string {
  return `${target.kind} "${target.name}"`;
}
