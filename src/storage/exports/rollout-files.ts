import { Dexie } from "dexie";

import type { RolloutRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import { csvLine } from "./csv-cell.ts";

/** Rollouts read at a time, so that a large run does not stand in memory. */
const pageRows = 2000;

async function* rolloutPages(
  db: StudioDatabase,
  runId: string,
  onRows: (rows: number) => void,
): AsyncGenerator<RolloutRow[]> {
  let after = -1;
  let read = 0;
  for (;;) {
    const rows = await db.rollouts
      .where("[runId+callIndex]")
      .between([runId, after], [runId, Dexie.maxKey], false, true)
      .limit(pageRows)
      .toArray();
    onRows((read += rows.length));
    if (rows.length > 0) yield rows;
    if (rows.length < pageRows) return;
    after = rows.at(-1)?.callIndex ?? after;
  }
}

/** A row as a person knows it: what went in and what was expected, each as text. */
interface RowWords {
  readonly input: string;
  readonly expected: string;
}

/** The words of the rows a run was made of, by their ids; a row that is gone is missing. */
export type RowsInWords = ReadonlyMap<string, RowWords>;

const columns = [
  "call",
  "candidate",
  "row",
  "split",
  "purpose",
  "score",
  "error",
  "input",
  "expected",
  "output",
  "feedback",
  "prompt tokens",
  "cached prompt tokens",
  "completion tokens",
  "latency ms",
  "cost usd",
  "at",
] as const;

function cellsOf(row: RolloutRow, words: RowWords | undefined): (string | number | undefined)[] {
  const { outcome, usage } = row;
  return [
    row.callIndex,
    row.candidateHash,
    row.exampleId,
    row.split,
    row.purpose,
    outcome.kind === "scored" ? outcome.score : undefined,
    outcome.kind === "failed" ? `${outcome.error}: ${outcome.message}` : undefined,
    words?.input,
    words?.expected,
    row.output,
    row.feedback,
    usage.promptTokens,
    usage.cachedPromptTokens,
    usage.completionTokens,
    Math.round(row.latencyMs),
    row.costUsd,
    new Date(row.at).toISOString(),
  ];
}

/** Every rollout of a run as CSV, in pieces; opens right in spreadsheets and runs nothing there. */
export async function* rolloutsAsCsv(
  db: StudioDatabase,
  runId: string,
  words: RowsInWords,
  onRows: (rows: number) => void = () => undefined,
): AsyncGenerator<string> {
  // The mark tells Excel that the file is UTF-8.
  yield `\uFEFF${csvLine(columns)}`;
  for await (const rows of rolloutPages(db, runId, onRows))
    yield rows.map((row) => csvLine(cellsOf(row, words.get(row.exampleId)))).join("");
}

/** Every rollout of a run with its whole trace, one JSON object a line, in pieces. */
export async function* rolloutsAsJsonl(
  db: StudioDatabase,
  runId: string,
  words: RowsInWords,
  onRows: (rows: number) => void = () => undefined,
): AsyncGenerator<string> {
  for await (const rows of rolloutPages(db, runId, onRows)) {
    const [from, to] = [rows[0]?.callIndex ?? 0, rows.at(-1)?.callIndex ?? 0];
    // One stretch of the table, and not a look for each: that takes a tenth of the time.
    const traces = new Map(
      (
        await db.trajectories
          .where("[runId+callIndex]")
          .between([runId, from], [runId, to], true, true)
          .toArray()
      ).map(({ callIndex, trajectory }) => [callIndex, trajectory]),
    );
    yield rows
      .map(
        (row) =>
          `${JSON.stringify({ ...row, ...words.get(row.exampleId), trajectory: traces.get(row.callIndex) })}\n`,
      )
      .join("");
  }
}

/** The pieces as a file for the browser to save. */
export async function asFile(pieces: AsyncIterable<string>, type: string): Promise<Blob> {
  const parts: Blob[] = [];
  // A Blob per piece: the browser may keep those on disk, a growing array of strings it may not.
  for await (const piece of pieces) parts.push(new Blob([piece]));
  return new Blob(parts, { type });
}
