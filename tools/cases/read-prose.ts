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

export interface ProseRights {
  readonly rights: readonly RightFile[];
  /** There are alternatives that only a reader can judge. */
  readonly isOpen: boolean;
}

/**
 * What of a sentence about a file's right value can be checked mechanically, one entry for each of its alternatives
 * ("8 rows; or a refusal").
 */
export function rightsOfProse(text: string): ProseRights {
  const parts = text.split(/[;,:]?\s+or (?=a |an |the |\d|with |refus)/).map(rightOfPart);
  const rights = parts.filter((right) => right !== undefined);
  return { rights, isOpen: rights.length < parts.length };
}

function rightOfPart(text: string): RightFile | undefined {
  const rows = /(?<![\w.])(\d[\d,]*) rows\b/.exec(text)?.[1];
  const bad = /(?<![\w.])(\d+) bad\b/.exec(text)?.[1];
  const columns = /columns?:? ((?:`[^`]+`(?:,| and)? ?)+)/.exec(text)?.[1];
  const sheet = /sheet (\w+)/.exec(text)?.[1];
  const inputs = namesAfter(/\binputs? = ([^;|(]+)(?:;|\||$)/.exec(text)?.[1]);
  const expected = namesAfter(/right answer = ([^;|(]+)(?:;|\||$)/.exec(text)?.[1]);
  const remark = /remark "([^"]+)"/.exec(text)?.[1];
  const right: RightFile = {
    ...(rows === undefined ? {} : { rows: Number(rows.replaceAll(",", "")) }),
    ...(bad === undefined ? {} : { bad: Number(bad) }),
    ...(columns === undefined
      ? {}
      : { columns: [...columns.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "") }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(inputs === undefined ? {} : { inputs }),
    ...(expected === undefined ? {} : { expected }),
    ...(remark === undefined ? {} : { remarks: [remark] }),
    ...(/^(?:a )?refusal\b/.test(text.trim()) ? { refusal: [""] } : {}),
  };
  return Object.keys(right).length === 0 ? undefined : right;
}

/** `question and choices` as names; nothing where a star or a remark stands for them. */
function namesAfter(text: string | undefined): readonly string[] | undefined {
  const names = text
    ?.split(/,| and /)
    .map((name) => name.replaceAll("`", "").trim())
    .filter((name) => name !== "");
  return names === undefined ||
    names.length === 0 ||
    names.some((name) => !/^[\w .-]+$/.test(name) || / is | in /.test(name))
    ? undefined
    : names;
}
