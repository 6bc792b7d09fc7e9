/** What a person's rules say of a message, read the plain way: first rule whose word is in the message wins. */
export interface Reading {
  /** The label the rules ask for; undefined when no line can be read as a rule for this message. */
  readonly label: string | undefined;
  /** The word that decided. */
  readonly word: string | undefined;
}

const RULE =
  /\b(?:mentions?|says?|contains?|about|has)\b(?: the word)?[\s"“']*([a-z]+)[\s"”']*[^.\n]*?(?:answer|say|goes to|is|→|->)\s+"?([A-Z][A-Z]+)"?/i;
const DEFAULT =
  /\b(?:otherwise|anything else|else)\b[^.\n]*?(?:answer|say|goes to|is|→|->)?\s+"?([A-Z][A-Z]+)"?\s*\.?\s*$/i;

export function readHouseRules(rules: string, message: string): Reading {
  const said = new Set(message.toLowerCase().match(/[a-z]+/g) ?? []);
  let fallback: string | undefined;
  for (const line of rules.split(/\n|(?<=\.)\s+/)) {
    const rule = RULE.exec(line);
    const word = rule?.[1]?.toLowerCase();
    if (rule && word !== undefined && said.has(word)) return { label: rule[2]?.toUpperCase(), word };
    const other = DEFAULT.exec(line);
    if (other) fallback ??= other[1]?.toUpperCase();
  }
  return { label: fallback, word: undefined };
}
