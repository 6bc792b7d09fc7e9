import type { AnswerTables } from "../result/answer-tables.ts";

interface TableTab {
  readonly id: "labels" | "fields" | "metrics";
  readonly label: string;
}

/** The tables a result has something in, each by its name. */
export function tableTabs(tables: AnswerTables | undefined): readonly TableTab[] {
  const all: readonly (TableTab & { readonly rows: number })[] = [
    { id: "labels", label: "Per label", rows: tables?.labels.length ?? 0 },
    { id: "fields", label: "Per field", rows: tables?.fields.length ?? 0 },
    { id: "metrics", label: "Per metric", rows: tables?.metrics.length ?? 0 },
  ];
  return all.filter(({ rows }) => rows > 0).map(({ id, label }) => ({ id, label }));
}
