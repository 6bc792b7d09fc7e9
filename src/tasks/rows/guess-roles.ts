import type { ColumnRoles } from "../../protocol/import-worker.ts";
import { createLabelTally } from "../splits/label-tally.ts";
import {
  aboutNames,
  answerTiers,
  bareName,
  choiceNames,
  critiqueNames,
  groupNames,
  headingNames,
  inputNames,
  letterName,
  outputNames,
  queryNames,
  questionNames,
  ratingNames,
  reasonNames,
  sourceNames,
  splitNames,
  systemNames,
  translationNames,
} from "./column-names.ts";
import { prefixedRoles } from "./prefixed-roles.ts";
import { isSplitName } from "./split-names.ts";

export interface GuessedRoles {
  readonly roles: ColumnRoles;
  readonly reasons: readonly string[];
}

interface Table {
  readonly columns: readonly string[];
  /** The cells of a column. */
  cells(column: string): readonly string[];
}

/** Guesses which column is what, from the names and the first rows; the user has the last word. */
export function guessRoles(columns: readonly string[], rows: readonly (readonly string[])[]): GuessedRoles {
  const places = new Map(columns.map((column, at) => [column, at]));
  const table: Table = {
    columns,
    cells: (column) => rows.map((row) => row[places.get(column) ?? -1] ?? ""),
  };
  const prefixed = prefixedRoles(columns);
  const reasons: string[] = [];
  const take = createTaker(table, reasons, prefixed);
  const split = take("split", splitNames, (cells) => cells.some(isSplitName));
  const group = take("group", groupNames);
  if (prefixed !== undefined) {
    reasons.push("The columns are named by what they hold: input, output and what is said about the row.");
    return { roles: { ...prefixed, ...optional({ group, split }) }, reasons };
  }
  const judged = takeJudgement(take, columns);
  const expected = takeAnswer(take, judged.isJudged);
  const output = take("output", outputNames);
  const reason = take("reason", reasonNames);
  const inputs = takeInputs(table, take, expected);
  const label = expected ?? labelLike(table, take.free(), inputs, reasons);
  const chosen =
    inputs.length > 0
      ? inputs
      : textColumns(
          table,
          take.free().filter((column) => column !== label),
          reasons,
        );
  const answer = label ?? pieceOf(table, take.free(), chosen, reasons);
  const { rating, critique } = judged;
  const roles: ColumnRoles = {
    inputs: chosen,
    expected: answer === undefined ? [] : [answer],
    ...optional({ reason, output, rating, critique, group, split }),
  };
  if (rating !== undefined && output !== undefined && inputs.length > 0)
    reasons.push(
      "Input, output and rating columns look like an export of OpenAI's data sets; this reading was not tried with a real export.",
    );
  return { roles, reasons };
}

type OneColumnRole = Exclude<keyof ColumnRoles, "inputs" | "expected" | "kept">;

function optional(
  roles: Readonly<Partial<Record<OneColumnRole, string | undefined>>>,
): Partial<Record<OneColumnRole, string>> {
  return Object.fromEntries(Object.entries(roles).filter(([, column]) => column !== undefined));
}

interface Taker {
  (role: string, names: RegExp, fits?: (cells: readonly string[]) => boolean): string | undefined;
  /** Takes every column of such a name. */
  all(names: RegExp): readonly string[];
  free(): readonly string[];
}

/** A column is taken once; one that is empty throughout is good for nothing. */
function createTaker(table: Table, reasons: string[], prefixed: ColumnRoles | undefined): Taker {
  const used = Object.values(prefixed ?? {}).flat();
  const free = new Set(
    table.columns.filter(
      (column) => !used.includes(column) && table.cells(column).some((cell) => cell.trim() !== ""),
    ),
  );
  const take = (role: string, names: RegExp, fits: (cells: readonly string[]) => boolean = () => true) => {
    const found = [...free].find((column) => names.test(bareName(column)) && fits(table.cells(column)));
    if (found === undefined) return undefined;
    free.delete(found);
    reasons.push(`"${found}" is taken as ${role} by its name.`);
    return found;
  };
  const all = (names: RegExp): readonly string[] => {
    const found = [...free].filter((column) => names.test(bareName(column)));
    for (const column of found) free.delete(column);
    return found;
  };
  return Object.assign(take, { all, free: () => [...free] });
}

/** What people thought of an earlier answer; without such an answer a rating or a comment is something else. */
function takeJudgement(take: Taker, columns: readonly string[]) {
  const hasOutput = columns.some((column) => outputNames.test(bareName(column)));
  const hasInput = columns.some(
    (column) => questionNames.test(bareName(column)) || inputNames.test(bareName(column)),
  );
  const rates = columns.some((column) => ratingNames.test(bareName(column)));
  const rating = hasOutput ? take("rating", ratingNames) : undefined;
  const critique =
    hasOutput || (rates && hasInput && !columns.some(isComment))
      ? take("critique", critiqueNames)
      : undefined;
  return { rating, critique, isJudged: rating !== undefined || critique !== undefined };
}

function isComment(column: string): boolean {
  return /^comments?$/i.test(column.trim());
}

function takeAnswer(take: Taker, isJudged: boolean): string | undefined {
  for (const [tier, names] of answerTiers.entries()) {
    // An answer somebody judged is not the right one by itself, and what judged it is none at all.
    if (isJudged && tier === 2) continue;
    const found = take("the right answer", names);
    if (found !== undefined) return found;
  }
  const query = take(
    "the right answer",
    queryNames,
    (cells) => cells.filter(isQuery).length > cells.length / 2,
  );
  if (query !== undefined) return query;
  // Beside a "q" the column "a" is its answer; beside a "b" it is one of several choices.
  const short = new Set(take.free());
  return short.has("q") && !short.has("b") ? take("the right answer", /^a$/) : undefined;
}

const isQuery = (cell: string): boolean =>
  /^\s*(?:select|with|match|insert|update|delete|prefix)\b/i.test(cell);

/** The columns a question is made of, in the file's order. */
function takeInputs(table: Table, take: Taker, expected: string | undefined): readonly string[] {
  const questions = take.all(questionNames);
  const texts = take.all(inputNames);
  const sources = expected !== undefined && translationNames.test(expected) ? take.all(sourceNames) : [];
  const headings = questions.length > 0 ? [] : take.all(headingNames);
  const isTold = take
    .free()
    .some((column) => systemNames.test(bareName(column)) && differs(table.cells(column)));
  const told = isTold && questions.length + texts.length > 0 ? take.all(systemNames) : [];
  const asked = [...told, ...questions, ...texts, ...sources, ...headings];
  const isChosen = expected !== undefined && asked.length > 0;
  const letters = take.free().filter((column) => letterName.test(bareName(column)));
  const choices = isChosen
    ? [...take.all(choiceNames), ...(letters.length > 1 ? take.all(letterName) : [])]
    : [];
  const all = new Set([...asked, ...choices]);
  const inputs = table.columns.filter((column) => all.has(column));
  return expected === undefined || inputs.length < 2
    ? inputs
    : inputs.filter((column) => questions.includes(column) || !tellsAnswer(table, column, inputs, expected));
}

const differs = (cells: readonly string[]): boolean => new Set(cells.map((cell) => cell.trim())).size > 1;

/** The whole conversation written out, question and answer in it, as Alpaca's `text`: it would give the answer away. */
function tellsAnswer(table: Table, column: string, inputs: readonly string[], expected: string): boolean {
  const answers = table.cells(expected);
  const others = inputs.filter((one) => one !== column).map((one) => table.cells(one));
  const telling = table.cells(column).filter((cell, at) => {
    const answer = answers[at]?.trim() ?? "";
    const isAsked = others.some((cells) => {
      const asked = cells[at]?.trim() ?? "";
      return asked.length > 3 && cell.includes(asked);
    });
    return answer !== "" && isAsked && cell.includes(answer);
  });
  return telling.length > answers.length / 2;
}

/** Dates and numbers are seldom the answer that is looked for: a word is, or a letter by itself. */
const letters = /\p{L}{2}|^\s*\p{L}\s*$/u;

/** Where no name gave the right answer away: the last column of few different values. */
function labelLike(
  table: Table,
  free: readonly string[],
  inputs: readonly string[],
  reasons: string[],
): string | undefined {
  if (free.length + inputs.length < 2) return undefined;
  // Where no name says what goes in, the longest texts do: they are nobody's label.
  const longest = inputs.length === 0 ? byLength(table, free)[0] : undefined;
  const found = free.findLast((column) => {
    if (column === longest) return false;
    const tally = createLabelTally();
    const cells = table.cells(column).filter((cell) => cell !== "");
    for (const cell of cells) tally.add(cell);
    return (
      !aboutNames.test(bareName(column)) &&
      new Set(cells).size > 1 &&
      tally.labels() !== undefined &&
      cells.some((cell) => letters.test(cell))
    );
  });
  if (found !== undefined)
    reasons.push(`"${found}" has few different short values, so it is taken as the expected label.`);
  return found;
}

/** Where no label was found: the one column whose cells are pieces of the input, as what is to be found in a text is. */
function pieceOf(
  table: Table,
  free: readonly string[],
  inputs: readonly string[],
  reasons: string[],
): string | undefined {
  const texts = inputs.map((column) => table.cells(column));
  const found = free.filter((column) => {
    const cells = table.cells(column);
    const filled = cells.flatMap((cell, at) => (cell.trim() === "" ? [] : [{ cell: cell.trim(), at }]));
    const within = filled.filter(({ cell, at }) =>
      texts.some((text) => text[at]!.length > cell.length && text[at]!.includes(cell)),
    );
    // A running number is soon somewhere in any text; times of which a few are said as "7" are no running number.
    const numbers = filled.filter(({ cell }) => /^\d+$/.test(cell));
    const isNumbered = numbers.length > filled.length / 2;
    return (
      !inputs.includes(column) &&
      !isNumbered &&
      filled.length > 4 &&
      differs(cells) &&
      within.length > 0.9 * filled.length
    );
  });
  const [only] = found;
  if (found.length !== 1 || only === undefined) return undefined;
  reasons.push(`"${only}" stands word for word in the input, so it is taken as the right answer.`);
  return only;
}

/** Where no name gave the question away: every column of texts that differ, or the one with the longest. */
function textColumns(table: Table, free: readonly string[], reasons: string[]): readonly string[] {
  const candidates = free.filter((column) => !aboutNames.test(bareName(column)));
  const texts = candidates.filter((column) => {
    const cells = table.cells(column).filter((cell) => cell.trim() !== "");
    const spoken = cells.filter((cell) => /\p{L}{2}.*\s.*\p{L}/su.test(cell)).length;
    return cells.length > 0 && spoken > cells.length / 2 && new Set(cells).size > cells.length / 2;
  });
  if (texts.length > 1) {
    reasons.push(
      `${texts.map((column) => `"${column}"`).join(" and ")} hold texts, so they are taken as the input.`,
    );
    return texts;
  }
  const [longest] = byLength(table, candidates.length > 0 ? candidates : free);
  const chosen = texts[0] ?? longest;
  if (chosen === undefined) return [];
  reasons.push(`"${chosen}" has the longest texts, so it is taken as the input.`);
  return [chosen];
}

/** Columns by the length of their texts, the longest first. */
function byLength(table: Table, columns: readonly string[]): readonly string[] {
  const length = (column: string) => table.cells(column).reduce((sum, cell) => sum + cell.length, 0);
  return columns.toSorted((left, right) => length(right) - length(left));
}
