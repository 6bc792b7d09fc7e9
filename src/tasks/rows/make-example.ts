import type { ColumnRoles } from "../../protocol/import-worker.ts";
import { contentKey, exampleId } from "../example-id.ts";
import type { Example } from "../task-spec.ts";
import type { RawRow } from "./read-item.ts";

type MadeExample =
  | { readonly kind: "example"; readonly example: Example }
  | { readonly kind: "bad"; readonly reason: string };

/** Turns raw rows into examples by their roles. Remembers contents only to number equal rows. */
export function createExampleMaker(roles: ColumnRoles): (row: RawRow) => MadeExample {
  const seen = new Map<string, number>();
  return (row) => {
    const inputs = pick(row, roles.inputs);
    if (Object.values(inputs).every((text) => text.trim() === ""))
      return { kind: "bad", reason: "Its input is empty." };
    const expected = pick(row, [...roles.expected, ...(roles.kept ?? [])]);
    const judged = judgement(row, roles);
    const rightAnswer = roles.expected.length === 0 && judged.good ? cell(row, roles.output) : undefined;
    const wanted = rightAnswer === undefined ? expected : { expected: rightAnswer };
    const missing = roles.expected.find((column) => (expected[column] ?? "").trim() === "");
    if (missing !== undefined) return { kind: "bad", reason: `Its expected answer ("${missing}") is empty.` };
    const content = contentKey(inputs, wanted);
    const occurrence = seen.get(content) ?? 0;
    seen.set(content, occurrence + 1);
    const example = {
      id: exampleId(inputs, wanted, occurrence),
      inputs,
      expected: wanted,
      ...extras(row, roles, judged),
    };
    return { kind: "example", example };
  };
}

function pick(row: RawRow, columns: readonly string[]): Record<string, string> {
  return Object.fromEntries(columns.map((column) => [column, row.values[column] ?? ""]));
}

function cell(row: RawRow, column: string | undefined): string | undefined {
  const text = column === undefined ? undefined : row.values[column]?.trim();
  return text === "" ? undefined : text;
}

interface EarlierJudgement {
  readonly good: boolean;
  readonly note?: string;
}

/** What people thought of an earlier answer, as a remark a reflection model can read. */
function judgement(row: RawRow, roles: ColumnRoles): EarlierJudgement {
  const rating = cell(row, roles.rating);
  const critique = cell(row, roles.critique);
  const output = cell(row, roles.output);
  const good =
    rating !== undefined && /^(good|up|yes|true|1|5|pass|👍|thumbs?[_ ]?up|positive|correct)$/i.test(rating);
  const about = output === undefined ? "an earlier answer" : `the earlier answer "${output.slice(0, 500)}"`;
  const parts = [
    ...(rating === undefined ? [] : [`rated ${about} "${rating}"`]),
    ...(critique === undefined
      ? []
      : [
          `${rating !== undefined ? "and said" : output === undefined ? "said" : `said of ${about}`}: ${critique}`,
        ]),
  ];
  return parts.length === 0 ? { good } : { good, note: parts.join(" ") };
}

function extras(row: RawRow, roles: ColumnRoles, { note }: EarlierJudgement): Partial<Example> {
  const reason = cell(row, roles.reason);
  const group = cell(row, roles.group);
  const split = cell(row, roles.split);
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(note === undefined ? {} : { note }),
    ...(group === undefined ? {} : { group }),
    ...(split === undefined ? {} : { split }),
  };
}
