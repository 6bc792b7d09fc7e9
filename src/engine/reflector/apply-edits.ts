/** A text with edits applied, or why they could not be. */
type EditedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: "no-edits" | "no-match"; readonly detail?: string };

interface Replacement {
  readonly old: string;
  readonly by: string;
}

/**
 * Reads edits and applies them, all or none. `REPLACE:` names a passage that must stand exactly once in the text, and
 * `WITH:` what stands there instead (nothing takes it out); every other line is added at the end.
 */
export function applyEdits(current: string, reply: string): EditedText {
  const { replacements, added } = readEdits(reply);
  let text = current;
  for (const { old, by } of replacements) {
    if (text.split(old).length !== 2) return { ok: false, problem: "no-match", detail: old.slice(0, 80) };
    text = text.replace(old, () => by);
  }
  const fresh = added.filter((line) => !text.toLowerCase().includes(line.toLowerCase()));
  if (replacements.length === 0 && fresh.length === 0) return { ok: false, problem: "no-edits" };
  const bullet = /^([-*•] )[^\n]*$/.exec(text.trimEnd().split("\n").at(-1)!)?.[1] ?? "";
  return { ok: true, text: [text.trimEnd(), ...fresh.map((line) => bullet + line)].join("\n") };
}

function readEdits(reply: string): { replacements: readonly Replacement[]; added: readonly string[] } {
  const replacements: Replacement[] = [];
  const added: string[] = [];
  const pairs = /^[\s*\-\d.]*REPLACE:\s*(.+)\n+[\s*-]*WITH:[ \t]*(.*)$/gim;
  const rest = reply.replace(pairs, (_all, old: string, by: string) => {
    replacements.push({ old: bare(old), by: bare(by) });
    return "";
  });
  for (const line of rest.split("\n")) {
    const text = line
      .trim()
      .replace(/^(?:[-*•]|\d+[.)])\s+/, "")
      .replace(/^ADD:\s*/i, "");
    if (isRule(text)) added.push(text);
  }
  return { replacements, added };
}

/** Fences, headings and announcements are no rules. */
function isRule(text: string): boolean {
  return (
    /\p{L}/u.test(text) &&
    !/^(?:```|#|REPLACE\b|WITH\b|here (?:is|are)\b|sure\b|certainly\b)/i.test(text) &&
    !text.endsWith(":")
  );
}

function bare(text: string): string {
  const trimmed = text.trim();
  return /^(["'`]).*\1$/s.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}
