/** Text forms that metrics compare by. */

const articles = /(?<![\p{L}\p{M}\p{N}])(?:a|an|the)(?![\p{L}\p{M}\p{N}])/gu;

/**
 * Lower case, no accents on Latin and Greek letters, no punctuation, no articles, single spaces. Signs that are part of a
 * word or number are kept: vowel signs of Indian scripts and Thai, a minus, a point between digits, `C++`, `C#`.
 */
export function normalised(text: string): string {
  const folded = text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/(?<=[\p{Script=Latin}\p{Script=Greek}]\p{M}*)\p{M}/gu, "")
    .normalize("NFC")
    .replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, "")
    .replaceAll(/(?<![\p{L}\p{N}])[−–](?=\d)/gu, "-");
  const bare = folded
    .replaceAll(/(?<=\d)[^\p{L}\p{M}\p{N}\s](?=\d)/gu, (sign) => (/[.,]/.test(sign) ? "." : " "))
    .replaceAll(/(?<![\p{L}\p{N}])-(?=\.?\d)|(?<=\d)\.(?=\d)|(?<=\p{L})(?:\+\+|#)(?![\p{L}\p{N}])/gu, kept)
    .replaceAll(/[^\p{L}\p{M}\p{N}\s\uE000-\uE003]/gu, "")
    .replaceAll(/[\uE000-\uE003]/g, restored);
  const short = bare.replaceAll(articles, " ").replaceAll(/\s+/g, " ").trim();
  // The answer may be the letter A, or nothing but signs.
  return short !== "" ? short : bare.replaceAll(/\s+/g, " ").trim() || folded.trim();
}

/** Whether two texts are the same without fuss; `twenty-one` is both `twentyone` and `twenty one`. */
export function isSameWithoutFuss(left: string, right: string): boolean {
  if (normalised(left) === normalised(right)) return true;
  const parted = (text: string): string => normalised(text.replaceAll(/(?<=\p{L})[-‐‑/](?=\p{L})/gu, " "));
  return parted(left) === parted(right);
}

/** Signs that stay, put away while the others go. */
const keptSigns = ["-", ".", "++", "#"];

function kept(sign: string): string {
  return String.fromCharCode(0xe000 + keptSigns.indexOf(sign));
}

function restored(mark: string): string {
  return keptSigns[mark.charCodeAt(0) - 0xe000] ?? mark;
}

/** SQuAD's own normalisation (evaluate-v1.1.py): lower case, ASCII punctuation removed, no articles, single spaces. */
export function squadTokens(text: string): string[] {
  const form = text
    .toLowerCase()
    .replaceAll(/[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g, "")
    .replaceAll(articles, " ")
    .trim();
  return form === "" ? [] : form.split(/\s+/);
}

/** Words in lower case, split at everything that is no letter or digit, articles left out. */
export function tokensOf(text: string): string[] {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\s]/gu, " ")
    .replaceAll(articles, " ")
    .split(/\s+/)
    .filter((token) => token !== "");
}

export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}

export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?…])["'”’)]*\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

export function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
}
