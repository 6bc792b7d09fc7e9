import type { ColumnRoles } from "../../protocol/import-worker.ts";

/** What a column of one's rows may be for. */
export type ColumnUse =
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
export const columnUses: readonly (readonly [ColumnUse, string])[] = [
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

const single = ["reason", "output", "rating", "critique", "group", "split"] as const;

export function useOfColumn(roles: ColumnRoles, column: string): ColumnUse {
  if (roles.inputs.includes(column)) return "input";
  if (roles.expected.includes(column)) return "expected";
  return single.find((use) => roles[use] === column) ?? "none";
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
