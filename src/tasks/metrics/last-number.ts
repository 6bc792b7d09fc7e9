/** Digits in groups of three (or as in India) with a sign between them, and a decimal part with the other sign. */
const grouped = String.raw`\d{1,3}(?:,\d{2})*(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+|\d{1,3}(?:[' \u00A0\u202F\u2009]\d{3})+(?:[.,]\d+)?`;
const plain = String.raw`\d+(?:[.,]\d+)?|\.\d+`;
const exponent = String.raw`e[-+]?\d+|\s?[×x*]\s?10\^\{?[-+]?\d+\}?`;
/** A minus belongs to a number unless it stands behind one (`10-12`, `A-4`); a currency may stand between them. */
const sign = String.raw`(?<![\p{L}\p{N})\]%])[-+](?:[$€£¥₹]\s?)?(?=[\d.])`;
const number = new RegExp(
  `(?:${sign})?(?<!\\d)(?:${grouped}|${plain})(?:${exponent})?(?:(?<!\\/\\d+)\\/\\d+(?!\\d|\\/|\\.\\d))?`,
  "giu",
);

/**
 * The last number of a text. Thousands are told from decimals as a reader would (`1,234.56`, `1.234,56`, `1 234,5`); LaTeX,
 * simple fractions, powers of ten, digits of other scripts and the typographic minus are understood.
 */
export function lastNumber(text: string): number | undefined {
  const found = readable(text).match(number)?.at(-1);
  if (found === undefined) return undefined;
  const [, digits = "", mantissa, below] =
    /^(.*?)(?:(?:e|\s?[×x*]\s?10\^\{?)([-+]?\d+)\}?)?(?:\/(\d+))?$/i.exec(found) ?? [];
  const value = (valueOf(digits) * 10 ** Number(mantissa ?? 0)) / (below === undefined ? 1 : Number(below));
  // Powers of ten by multiplication are off by a hair; the text says it exactly.
  const exact =
    mantissa === undefined || below !== undefined ? value : Number(`${valueOf(digits)}e${mantissa}`);
  return Number.isFinite(exact) ? exact : undefined;
}

/** The same numbers in plain signs. */
function readable(text: string): string {
  return text
    .replaceAll(/(?:(\d+)[ \u2009]?)?([¼½¾⅐-⅞])/g, (_, whole: string | undefined, part: string) => {
      const [above = 0, below = 1] = part.normalize("NFKC").split("⁄").map(Number);
      return String(Number(whole ?? 0) + above / below);
    })
    .normalize("NFKC")
    .replaceAll(/(?<=\d)[’‘ʼ](?=\d{3})/g, "'")
    .replaceAll(/\p{Nd}/gu, (digit) => (digit <= "9" ? digit : String(digitValue(digit))))
    .replaceAll(/\{,\}|٬/g, ",")
    .replaceAll("٫", ".")
    .replaceAll(/\\[,!;:]\s?(?=\d{3})/g, "")
    .replaceAll(/\\(?:times|cdot)\b/g, "×")
    .replaceAll(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "$1/$2")
    .replaceAll(/\\([$%#&])/g, "$1")
    .replaceAll(/[−﹣－]/g, "-")
    .replaceAll(/(?<![\p{L}\p{N}]|\d\s)[–‒](?=[$€£¥₹]?\d)/gu, "-");
}

/** Digits of a script stand in order, from 0 to 9. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}

function valueOf(written: string): number {
  const bare = written.replaceAll(/[$€£¥₹' \u00A0\u202F\u2009]/g, "");
  const commas = bare.split(",").length - 1;
  const points = bare.split(".").length - 1;
  const isDecimalComma =
    (points > 0 && commas > 0 && bare.lastIndexOf(",") > bare.lastIndexOf(".")) ||
    (commas === 1 && points === 0 && !/^[-+]?\d{1,3},\d{3}$/.test(bare)) ||
    (commas === 0 && points > 1);
  return Number(isDecimalComma ? bare.replaceAll(".", "").replace(",", ".") : bare.replaceAll(",", ""));
}
