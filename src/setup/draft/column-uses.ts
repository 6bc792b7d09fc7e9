import type { ColumnRoles } from "../../protocol/import-worker.ts";
import type { Draft } from "./draft.ts";
import { columnsOfMetrics } from "./metric-list.ts";

/** What a column of one's rows may be for. */
type ColumnUse =
  | "input"
  | "expected"
  | "reason"
  | "output"
  | "rating"
  | "critique"
  | "group"
  | "split"
  | "none";

/** In the order of the menu. */
const columnUses: readonly (readonly [ColumnUse, string])[] = [
  ["input", "goes in"],
  ["expected", "right answer"],
  ["reason", "why it is right"],
  ["output", "an earlier answer"],
  ["rating", "what people rated that"],
  ["critique", "what people said of it"],
  ["group", "keeps rows together"],
  ["split", "says the split"],
  ["none", "not used"],
];

/** Each column has a choice of its own above it: a table of thousands is shown in parts. */
export const columnsAtOnce = 30;

/** Places of the columns that are shown: the first `shown`, and of the others those that are used. */
export function placesShown(draft: Draft, shown: number): readonly number[] {
  const named = [...Object.values(draft.rows?.roles ?? {}).flat(), ...columnsOfMetrics(draft)];
  const used = new Set(named.slice(0, columnsAtOnce));
  const columns = draft.rows?.preview.columns ?? [];
  return columns.flatMap((column, at) => (at < shown || used.has(column) ? [at] : []));
}

const single = ["reason", "output", "rating", "critique", "group", "split"] as const;

function useOfColumn(roles: ColumnRoles, column: string): ColumnUse {
  if (roles.inputs.includes(column)) return "input";
  if (roles.expected.includes(column)) return "expected";
  return single.find((use) => roles[use] === column) ?? "none";
}

/** What each column of a draft is for, and what it may be for. */
export function usesOf(draft: Draft) {
  const roles = draft.rows?.roles ?? { inputs: [], expected: [] };
  const judged = new Set(columnsOfMetrics(draft));
  const of = (column: string): ColumnUse => useOfColumn(roles, column);
  return {
    roles,
    of,
    isUnused: (column: string): boolean => of(column) === "none" && !judged.has(column),
    choices: (column: string): typeof columnUses =>
      columnUses.map(([use, title]) => [
        use,
        use === "none" && judged.has(column) ? "only for a metric" : title,
      ]),
  };
}

/** Gives a column another use; a use that only one column can have is taken from whoever had it. */
export function withUse(roles: ColumnRoles, column: string, use: ColumnUse): ColumnRoles {
  const { inputs, expected, kept, ...others } = roles;
  const rest = Object.fromEntries(
    Object.entries(others).filter(([name, value]) => value !== column && name !== use),
  );
  return {
    ...rest,
    ...(kept === undefined ? {} : { kept: kept.filter((one) => one !== column) }),
    inputs: [...inputs.filter((one) => one !== column), ...(use === "input" ? [column] : [])],
    expected: use === "expected" ? [column] : expected.filter((one) => one !== column),
    ...(use === "input" || use === "expected" || use === "none" ? {} : { [use]: column }),
  };
}

/** The column that keeps rows together or says the split; empty for none. */
export function withRole(roles: ColumnRoles, role: "group" | "split", column: string): ColumnRoles {
  const { [role]: _old, ...rest } = roles;
  return column === "" ? rest : { ...rest, [role]: column };
}

/** Another column in the place of one the model gets to see. */
export function withInput(roles: ColumnRoles, at: number, column: string): ColumnRoles {
  return {
    ...roles,
    inputs: [...new Set(roles.inputs.map((old, index) => (index === at ? column : old)))],
    expected: roles.expected.filter((one) => one !== column),
  };
}

/** The column of the right answer; empty for none. */
export function withExpected(roles: ColumnRoles, column: string): ColumnRoles {
  return {
    ...roles,
    expected: column === "" ? [] : [column],
    inputs: roles.inputs.filter((one) => one !== column),
  };
}
