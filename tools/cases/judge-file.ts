import { metrics } from "../../src/tasks/metrics/registry.ts";
import { createQuickJsSandbox } from "../../src/tasks/sandbox/quickjs.ts";
import { type Check } from "./case-result.ts";
import type { MadeOfFile, RefusedFile } from "./try-file.ts";

/** A file's right value, as a sidecar `NAME.right.json` holds it. Every field that is there must hold. */
export interface RightFile {
  readonly columns?: readonly string[];
  readonly rows?: number;
  readonly bad?: number;
  readonly inputs?: readonly string[];
  readonly expected?: readonly string[];
  /** Columns that have no role. */
  readonly unused?: readonly string[];
  readonly sheet?: string;
  /** Cells by column and row (1 is the first), as text. */
  readonly cells?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** All cells of a column, in order. */
  readonly column?: Readonly<Record<string, readonly string[]>>;
  /** Pairs of columns; the first one's text must be in the second one's, in every row. */
  readonly within?: readonly (readonly [string, string])[];
  /** Each must occur in a remark. */
  readonly remarks?: readonly string[];
  /** Each must occur in the refusal. */
  readonly refusal?: readonly string[];
  readonly metric?: string;
  /** Answers to a row with the score they must get by the guessed metrics. */
  readonly scores?: readonly { readonly row: number; readonly answer: string; readonly score: number }[];
  /** Texts that may stand nowhere in the rows. */
  readonly never?: readonly string[];
}

export async function judgeFile(made: MadeOfFile | RefusedFile, right: RightFile): Promise<readonly Check[]> {
  if (made.kind === "refused")
    return right.refusal === undefined
      ? [{ what: `it is read (it was refused: ${made.message.slice(0, 200)})`, isRight: false }]
      : right.refusal.map((part) => ({
          what: `the refusal says "${part}"`,
          isRight: made.message.toLowerCase().includes(part.toLowerCase()),
        }));
  if (right.refusal !== undefined) return [{ what: "it is refused (it was read)", isRight: false }];
  return [
    ...checksOfReading(made, right),
    ...checksOfCells(made, right),
    ...(await checksOfScores(made, right)),
  ];
}

function checksOfReading(made: MadeOfFile, right: RightFile): Check[] {
  const equal = (what: string, got: unknown, wanted: unknown): Check[] =>
    wanted === undefined
      ? []
      : [
          {
            what: `${what}: ${JSON.stringify(wanted)}${JSON.stringify(got) === JSON.stringify(wanted) ? "" : ` (is ${JSON.stringify(got)?.slice(0, 300)})`}`,
            isRight: JSON.stringify(got) === JSON.stringify(wanted),
          },
        ];
  const used = new Set(Object.values(made.roles).flat());
  return [
    ...equal("columns", made.columns, right.columns),
    ...equal("rows", made.rows, right.rows),
    ...equal("bad rows", made.badRowCount, right.bad),
    ...equal("input", made.roles.inputs, right.inputs),
    ...equal("right answer", made.roles.expected, right.expected),
    ...equal("sheet", made["sheet"], right.sheet),
    ...equal("metric", (made.metrics[0] as { kind?: string } | undefined)?.kind, right.metric),
    ...(right.unused ?? []).map((column) => ({
      what: `"${column}" is in no role`,
      isRight: !used.has(column),
    })),
    ...(right.remarks ?? []).map((part) => ({
      what: `a remark says "${part}"`,
      isRight: made.remarks.some((remark) => remark.toLowerCase().includes(part.toLowerCase())),
    })),
  ];
}

function checksOfCells(made: MadeOfFile, right: RightFile): Check[] {
  const at = (column: string, row: number): string | undefined => made.allRows[row - 1]?.[column];
  const cells = Object.entries(right.cells ?? {}).flatMap(([column, byRow]) =>
    Object.entries(byRow).map(([row, text]) => ({
      what: `${column} of row ${row} is ${JSON.stringify(text)} (is ${JSON.stringify(at(column, Number(row)))})`,
      isRight: at(column, Number(row)) === text,
    })),
  );
  const columns = Object.entries(right.column ?? {}).map(([column, texts]) => {
    const got = made.allRows.map((row) => row[column]);
    return {
      what: `${column} is ${JSON.stringify(texts).slice(0, 200)} (is ${JSON.stringify(got).slice(0, 200)})`,
      isRight: JSON.stringify(got) === JSON.stringify(texts),
    };
  });
  const within = (right.within ?? []).map(([left, other]) => {
    const wrong = made.allRows.filter((row) => !(row[other] ?? "").includes(row[left] ?? "\0"));
    return {
      what: `${left} is in ${other} in all ${made.allRows.length} rows (${wrong.length} do not)`,
      isRight: wrong.length === 0 && made.allRows.length > 0,
    };
  });
  const text = JSON.stringify(made.allRows);
  const never = (right.never ?? []).map((part) => ({
    what: `"${part}" stands nowhere`,
    isRight: !text.includes(JSON.stringify(part).slice(1, -1)),
  }));
  return [...cells, ...columns, ...within, ...never];
}

async function checksOfScores(made: MadeOfFile, right: RightFile): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { row, answer, score } of right.scores ?? []) {
    const got = await scoreOf(made, row, answer);
    checks.push({
      what: `"${answer.slice(0, 60)}" to row ${row} scores ${score} (is ${got})`,
      isRight: got === score,
    });
  }
  return checks;
}

const sandbox = createQuickJsSandbox({ milliseconds: 5000, memoryBytes: 64 * 1024 * 1024 });

/** What the guessed metric gives an answer to a row. */
export async function scoreOf(made: MadeOfFile, row: number, answer: string): Promise<number | string> {
  const example = made.examples[row - 1];
  const [metric] = made.draft.metrics;
  if (example === undefined || metric === undefined) return "no such row";
  const [column] = made.draft.rows?.roles.expected ?? [];
  const outcome = await metrics[metric.kind]?.judge(
    {
      example,
      output: answer,
      trajectory: [],
      sandbox,
      complete: async () => ({ kind: "failed", error: "engine-dead", message: "no model is asked here" }),
    },
    { ...(column === undefined ? {} : { expected: column }), ...metric.options },
  );
  if (outcome === undefined) return "no such metric";
  return outcome.kind === "failed" ? outcome.message : outcome.score;
}
