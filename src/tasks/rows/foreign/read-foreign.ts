import type { ColumnRoles, SuggestedMetric } from "../../../protocol/import-worker.ts";
import { plainCopy } from "../../../shared/json.ts";
import { nameColumns } from "../name-columns.ts";
import type { ReadItem } from "../read-item.ts";
import { braintrust } from "./braintrust.ts";
import type { ForeignField, ForeignFormat } from "./foreign-format.ts";
import { langfuseItems, langfuseTraces } from "./langfuse.ts";
import { langsmith } from "./langsmith.ts";
import { openAiItems, openAiOutputItems, openAiSamples } from "./openai-samples.ts";
import { preferencePairs } from "./preference-pairs.ts";
import { promptfooCsv, promptfooTests } from "./promptfoo.ts";

const formats: readonly ForeignFormat[] = [
  promptfooTests,
  promptfooCsv,
  langsmith,
  braintrust,
  langfuseItems,
  langfuseTraces,
  openAiOutputItems,
  openAiItems,
  openAiSamples,
  preferencePairs,
];

/** Passes rows through; those of a tool we know by its columns come out as plain columns whose roles are known. */
export async function* readForeign(items: AsyncIterable<ReadItem>): AsyncGenerator<ReadItem> {
  let format: ForeignFormat | undefined;
  let isDecided = false;
  const table = createForeignTable();
  for await (const item of items) {
    if (item.kind === "columns" && !isDecided) {
      isDecided = true;
      const columns = new Set(item.names);
      format = formats.find((one) => one.fits(columns));
      if (format !== undefined && format.isPlain !== true)
        yield {
          kind: "note",
          text: `The columns look like ${format.title}; this reading was written from the documentation and not tried with a real export.`,
        };
    }
    if (format === undefined) yield item;
    else if (item.kind === "row") yield* table.take(format, item.number, item.values);
    else if (item.kind !== "columns") yield item;
  }
}

type OneColumnRole = Exclude<keyof ColumnRoles, "inputs" | "expected" | "kept">;

const judgedUnevenly =
  "What a judge's word weighs, or from where it passes, differs from row to row; that of the first such row counts for all.";

/**
 * How rows are judged, learned row by row. Those that are judged alike share a metric. Where they are not, each is judged
 * by its own assertions: of the rows' comparisons none is left then. A judge stands beside them.
 */
function createMetrics() {
  let comparison: SuggestedMetric | undefined;
  let judge: SuggestedMetric | undefined;
  let isUneven = false;
  const isSame = (left: SuggestedMetric, right: SuggestedMetric): boolean =>
    JSON.stringify(left) === JSON.stringify(right);
  const list = (): readonly SuggestedMetric[] => [comparison, judge].filter((metric) => metric !== undefined);

  function learn(found: readonly SuggestedMetric[]): boolean {
    const before = JSON.stringify(list());
    for (const metric of found) {
      if (metric.kind === "judge") {
        isUneven ||= judge !== undefined && !isSame(judge, metric);
        judge ??= metric;
      } else if (comparison !== undefined && !isSame(comparison, metric))
        comparison = { kind: "constraints", options: { column: "asserts" } };
      else comparison ??= metric;
    }
    return JSON.stringify(list()) !== before;
  }

  return { learn, list, notes: () => (isUneven ? [judgedUnevenly] : []) };
}

function createForeignTable() {
  /** Names here by the tool's column and role: an answer may be called as the question is. */
  const names = new Map<string, string>();
  const roles: { inputs: string[]; expected: string[]; kept?: string[] } & Partial<
    Record<OneColumnRole, string>
  > = {
    inputs: [],
    expected: [],
  };
  const metrics = createMetrics();
  const said = new Set<string>();
  /** Some row has no one right answer. */
  let lacksAnswer = false;

  function* take(
    format: ForeignFormat,
    number: number,
    values: Readonly<Record<string, string>>,
  ): Generator<ReadItem> {
    const row = format.read(values);
    if (row.kind === "bad") {
      yield { kind: "bad", number, reason: row.reason };
      return;
    }
    if (row.fields.length > 1000) {
      yield { kind: "bad", number, reason: "It has more than 1,000 fields." };
      return;
    }
    const fresh = row.fields.filter((field) => !names.has(keyOf(field)));
    const before = lacksAnswer;
    if (!row.fields.some(({ role }) => role === "expected")) lacksAnswer = true;
    const news = metrics.learn(row.metrics ?? []) || (before !== lacksAnswer && roles.expected.length > 0);
    if (fresh.length > 0 || news) {
      for (const field of fresh) name(field);
      yield {
        kind: "columns",
        names: [...names.values()],
        roles: rolesNow(),
        ...(metrics.list().length === 0 ? {} : { metrics: metrics.list() }),
      };
    }
    for (const text of [...(row.notes ?? []), ...metrics.notes()]) {
      if (said.has(text)) continue;
      said.add(text);
      yield { kind: "note", text };
    }
    const cells: Record<string, string> = Object.create(null);
    for (const field of row.fields) cells[names.get(keyOf(field)) as string] = field.text;
    yield { kind: "row", number, values: cells };
  }

  /** Where each row is judged by its own assertions, none is lost for want of one right answer. */
  function rolesNow(): ColumnRoles {
    const copy = plainCopy(roles);
    return lacksAnswer && metrics.list().some(({ kind }) => kind === "constraints")
      ? { ...copy, expected: [] }
      : copy;
  }

  function name(field: ForeignField): void {
    if (names.has(keyOf(field))) return;
    const before = [...names.values()];
    const taken = before.includes(field.column.trim());
    const wanted = taken && field.role !== undefined ? `${field.role} ${field.column}` : field.column;
    const given = nameColumns([...before, wanted]).names.at(-1) as string;
    names.set(keyOf(field), given);
    if (field.role === "input") roles.inputs.push(given);
    else if (field.role === "expected" && roles.expected.length === 0) roles.expected.push(given);
    // One right answer a row; what else was expected is kept for metrics that look at it.
    else if (field.role === "expected") roles.kept = [...(roles.kept ?? []), given];
    else if (field.role !== undefined) roles[field.role] ??= given;
  }

  return { take };
}

function keyOf({ column, role }: ForeignField): string {
  return `${role ?? ""}\n${column}`;
}
