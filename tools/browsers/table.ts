import type { Walked } from "./walk.ts";

/** Engine, or why it was not walked. */
export type Column = Walked | { readonly engine: string; readonly absent: string };

function cellOf(column: Column, step: string): string {
  if ("absent" in column) return "–";
  const cell = column.cells.find((each) => each.step === step);
  if (cell === undefined) return "–";
  return cell.kind === "fails" ? "FAILS" : cell.kind === "lacks" ? `lacks: “${cell.text}”` : cell.text;
}

/** Steps × engines, as Markdown; engines that are not here say why below it. */
export function tableOf(columns: readonly Column[], steps: readonly string[]): string {
  const heads = columns.map((column) =>
    "absent" in column ? column.engine : `${column.engine} ${column.version}`,
  );
  const lines = [
    ["step", ...heads],
    ["---", ...heads.map(() => "---")],
    ...steps.map((step) => [step, ...columns.map((column) => cellOf(column, step))]),
  ].map((cells) => `| ${cells.join(" | ")} |`);
  const notes = columns.flatMap((column) => {
    if ("absent" in column) return [`${column.engine} was not walked: ${column.absent}.`];
    return column.cells
      .filter((cell) => cell.kind === "fails")
      .map((cell) => `${column.engine}, ${cell.step}: ${cell.text}`);
  });
  return [...lines, "", ...notes].join("\n");
}
