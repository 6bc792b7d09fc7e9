import type { RightFile } from "./judge-file.ts";

/** Right values by the name a table in README.md calls a file: the name's beginning, such as `k01a`, and its words. */
export type ProseTable = readonly { readonly name: string; readonly text: string }[];

/** Reads the rows `| k01a name.csv | right value |` of a table. */
export function readProseTable(markdown: string): ProseTable {
  return markdown.split(/\r?\n/).flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    const [, names = "", ...texts] = cells;
    const text = texts.slice(0, -1).join("|").trim();
    if (!/^\|/.test(line.trim()) || text === "" || /^[-: ]+$/.test(names)) return [];
    return names.split(/,\s+/).map((name) => ({ name, text }));
  });
}

/** The text about a file: by its whole name, or by the short one before the first hyphen or blank. */
export function proseAbout(table: ProseTable, fileName: string): string | undefined {
  const short = /^[a-z]+\d+[a-z]*/i.exec(fileName)?.[0];
  const found = table.find(({ name }) => {
    const words = name.split(/\s+/);
    return words.includes(fileName) || (short !== undefined && words.includes(short));
  });
  return found?.text;
}

/** What of a sentence about a file's right value can be checked mechanically; alternatives are left to a reader. */
export function rightOfProse(text: string): RightFile | undefined {
  if (/\bor\b(?! none)/.test(text.replaceAll(/`[^`]*`/g, ""))) return undefined;
  const rows = /(?<![\w.])(\d[\d,]*) rows\b/.exec(text)?.[1];
  const bad = /(?<![\w.])(\d+) bad\b/.exec(text)?.[1];
  const columns = /columns?:? ((?:`[^`]+`(?:,| and)? ?)+)/.exec(text)?.[1];
  const sheet = /sheet (\w+)/.exec(text)?.[1];
  const right: RightFile = {
    ...(rows === undefined ? {} : { rows: Number(rows.replaceAll(",", "")) }),
    ...(bad === undefined ? {} : { bad: Number(bad) }),
    ...(columns === undefined
      ? {}
      : { columns: [...columns.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "") }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(/^refusal\b|a refusal/.test(text) ? { refusal: [""] } : {}),
  };
  return Object.keys(right).length === 0 ? undefined : right;
}
