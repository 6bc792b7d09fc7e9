/** Encodings a file can be read in, as `TextDecoder` calls them, each with what people call it. */
const encodings: readonly (readonly [label: string, words: string])[] = [
  ["utf-8", "UTF-8"],
  ["windows-1252", "Western (windows-1252)"],
  ["macintosh", "Western (Mac)"],
  ["iso-8859-15", "Western (ISO 8859-15)"],
  ["windows-1250", "Central European (windows-1250)"],
  ["iso-8859-2", "Central European (ISO 8859-2)"],
  ["windows-1251", "Cyrillic (windows-1251)"],
  ["koi8-r", "Cyrillic (KOI8-R)"],
  ["koi8-u", "Cyrillic (KOI8-U)"],
  ["ibm866", "Cyrillic (DOS 866)"],
  ["windows-1253", "Greek (windows-1253)"],
  ["windows-1254", "Turkish (windows-1254)"],
  ["windows-1255", "Hebrew (windows-1255)"],
  ["windows-1256", "Arabic (windows-1256)"],
  ["windows-1257", "Baltic (windows-1257)"],
  ["windows-1258", "Vietnamese (windows-1258)"],
  ["windows-874", "Thai (windows-874)"],
  ["gb18030", "Chinese, simplified (GB 18030)"],
  ["big5", "Chinese, traditional (Big5)"],
  ["shift_jis", "Japanese (Shift JIS)"],
  ["euc-jp", "Japanese (EUC-JP)"],
  ["iso-2022-jp", "Japanese (ISO 2022-JP)"],
  ["euc-kr", "Korean (EUC-KR)"],
  ["utf-16le", "UTF-16, little end first"],
  ["utf-16be", "UTF-16, big end first"],
];

/** What people call an encoding. */
export function encodingWords(label: string): string {
  if (label === "mixed") return "UTF-8 with Western letters in it";
  return encodings.find(([one]) => one === label)?.[1] ?? label;
}

/** What can be chosen for a file, with what it was read as where that is none of the usual. */
export function encodingChoices(read: string): readonly (readonly [label: string, words: string])[] {
  return encodings.some(([one]) => one === read) ? encodings : [[read, encodingWords(read)], ...encodings];
}
