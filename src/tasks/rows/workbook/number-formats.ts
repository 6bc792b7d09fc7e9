import { xmlPieces } from "./xml.ts";

/** What a number in a cell stands for, by the way it is shown. */
export type NumberFormat =
  | { readonly kind: "plain" }
  | { readonly kind: "date"; readonly hasTime: boolean; readonly hasDate: boolean; readonly isFine: boolean }
  | { readonly kind: "duration"; readonly unit: "h" | "m" | "s" }
  /** Digits before the point at least, digits after it, and a percent sign. */
  | {
      readonly kind: "digits";
      readonly whole: number;
      readonly decimals: number;
      readonly isPercent: boolean;
    };

const plain: NumberFormat = { kind: "plain" };

/** Formats that have a number instead of a code (ECMA-376, 18.8.30; 27 to 58 are East Asian dates). */
const builtIn: Readonly<Record<number, string>> = {
  1: "0",
  2: "0.00",
  9: "0%",
  10: "0.00%",
  14: "yyyy-mm-dd",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "yyyy-mm-dd h:mm",
  32: "h:mm",
  33: "h:mm:ss",
  34: "h:mm",
  35: "h:mm:ss",
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
};

/** The number format of every cell style, in the styles' order. */
export function readNumberFormats(styles: string | undefined): readonly NumberFormat[] {
  const codes = new Map<string, string>();
  const formats: NumberFormat[] = [];
  let isInside = false;
  for (const piece of xmlPieces(styles ?? "")) {
    if (piece.kind === "text") continue;
    if (piece.name === "cellXfs") isInside = piece.kind === "open" && !piece.isEmpty;
    if (piece.kind !== "open") continue;
    const { attributes } = piece;
    if (piece.name === "numFmt") codes.set(attributes["numFmtId"] ?? "", attributes["formatCode"] ?? "");
    else if (piece.name === "xf" && isInside) formats.push(formatOf(attributes["numFmtId"] ?? "0", codes));
  }
  return formats;
}

function formatOf(id: string, codes: ReadonlyMap<string, string>): NumberFormat {
  const number = Number(id);
  const isEastAsianDate = (number >= 27 && number <= 36) || (number >= 50 && number <= 58);
  const code = codes.get(id) ?? builtIn[number] ?? (isEastAsianDate ? "yyyy-mm-dd" : "General");
  return readCode(code);
}

/** What a format code such as `dd.mm.yyyy hh:mm` or `[h]:mm` makes of a number. */
function readCode(code: string): NumberFormat {
  // The section for positive numbers, without its literal texts, padding and paddings' fill.
  const [section = ""] = code.replaceAll(/"[^"]*"|\\.|[_*]./g, "").split(";");
  const elapsed = /\[(h+|m+|s+)\]/i.exec(section)?.[1]?.[0]?.toLowerCase();
  if (elapsed === "h" || elapsed === "m" || elapsed === "s") return { kind: "duration", unit: elapsed };
  const bare = section
    .replaceAll(/\[[^\]]*\]/g, "")
    .replaceAll(/am\/pm|a\/p/gi, "")
    .trim();
  if (/general/i.test(bare)) return plain;
  const digits = /^(0+)(?:\.(0+))?(%?)$/.exec(bare);
  if (digits !== null)
    return {
      kind: "digits",
      whole: (digits[1] ?? "").length,
      decimals: (digits[2] ?? "").length,
      isPercent: digits[3] === "%",
    };
  const hasTime = /[hs]/i.test(bare);
  const hasDate = /[yd]|mmm/i.test(bare) || (/m/i.test(bare) && !hasTime);
  return hasTime || hasDate ? { kind: "date", hasTime, hasDate, isFine: /s\.0/i.test(bare) } : plain;
}
