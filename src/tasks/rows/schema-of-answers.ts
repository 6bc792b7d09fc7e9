import { readJson } from "../metrics/read-json.ts";
import { type Fields, isFields } from "./fields.ts";

/** A JSON Schema in the strict dialect of endpoints: every object closed, every field of it required. */
type DrawnSchema = Readonly<Record<string, unknown>>;

/**
 * The schema that right answers share, drawn from those seen; undefined where they are no objects, or not all of them
 * have the same fields, so that a closed schema would forbid what some row wants.
 */
export function schemaOfAnswers(cells: readonly string[]): DrawnSchema | undefined {
  const values = cells.filter((cell) => cell.trim() !== "").map(valueOf);
  return values.length > 0 && values.every(isFields) ? schemaOf(values) : undefined;
}

function valueOf(cell: string): unknown {
  const read = readJson(cell);
  return read.kind === "value" ? read.value : undefined;
}

function schemaOf(values: readonly unknown[]): DrawnSchema | undefined {
  if (values.every(isFields)) return objectSchema(values);
  if (values.every((value): value is readonly unknown[] => Array.isArray(value))) {
    const items = values.flat();
    if (items.length === 0) return { type: "array" };
    const inner = schemaOf(items);
    return inner && { type: "array", items: inner };
  }
  const types = [...new Set(values.map(scalarType))].toSorted((a, b) => (a ?? "").localeCompare(b ?? ""));
  if (types.includes(undefined)) return undefined;
  // Whole numbers among others are numbers.
  const kinds = types.includes("number") ? types.filter((type) => type !== "integer") : types;
  return { type: kinds.length === 1 ? kinds[0] : kinds };
}

function objectSchema(values: readonly Fields[]): DrawnSchema | undefined {
  const names = Object.keys(values[0] ?? {});
  const isSame = values.every(
    (value) =>
      Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name)),
  );
  if (!isSame || names.length === 0) return undefined;
  const inner = names.map((name) => [name, schemaOf(values.map((value) => value[name]))] as const);
  return inner.some(([, schema]) => schema === undefined)
    ? undefined
    : {
        type: "object",
        properties: Object.fromEntries(inner),
        required: names,
        additionalProperties: false,
      };
}

function scalarType(value: unknown): string | undefined {
  if (value === null) return "null";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "string" || typeof value === "boolean" ? typeof value : undefined;
}

/** Names of the fields of right answers, as a prompt may list them; those in only some rows are told apart. */
export function fieldsOfAnswers(cells: readonly string[]): {
  readonly always: readonly string[];
  readonly sometimes: readonly string[];
} {
  const values = cells.map(valueOf).filter(isFields);
  const all = [...new Set(values.flatMap((value) => Object.keys(value)))];
  const always = all.filter((name) => values.every((value) => Object.hasOwn(value, name)));
  return { always, sometimes: all.filter((name) => !always.includes(name)) };
}
