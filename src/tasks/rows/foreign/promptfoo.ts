import { own } from "../../metrics/read-options.ts";
import { fieldsOfValue, valueOfCell } from "./flatten.ts";
import type { ForeignField, ForeignFormat, ForeignRow } from "./foreign-format.ts";

/** Which of our metrics asks for about the same as an assertion. */
const metricOfAssertion: Readonly<Record<string, string>> = {
  equals: "exact",
  contains: "contains",
  icontains: "contains",
  "contains-any": "contains",
  "contains-all": "contains",
  "icontains-any": "contains",
  "icontains-all": "contains",
  "is-json": "json-valid",
  "contains-json": "json-valid",
  levenshtein: "edit-distance",
  "rouge-n": "rouge-l",
  "llm-rubric": "judge",
  "model-graded-closedqa": "judge",
  "model-graded-factuality": "judge",
  factuality: "judge",
};

interface Assertion {
  readonly type: string;
  readonly value: unknown;
}

/**
 * Tests of promptfoo as a list of `{ vars, assert }` in YAML or JSON. Written from its documentation
 * (promptfoo.dev/docs/configuration/test-cases); not tried with a real export.
 */
export const promptfooTests: ForeignFormat = {
  title: "tests of promptfoo",
  fits: (columns) => columns.has("vars"),
  read(values) {
    const vars = valueOfCell(own(values, "vars"));
    if (vars === null || typeof vars !== "object")
      return { kind: "bad", reason: "Its vars are in another file; import that one." };
    const given = valueOfCell(own(values, "assert"));
    const assertions = (Array.isArray(given) ? given : []).flatMap(assertionOf);
    return rowOf(fieldsOfValue("input", "input", vars), assertions, own(values, "description"));
  },
};

/**
 * promptfoo's test CSV: a column per variable, and `__expected`, `__expected1`, … with `type: value`. From
 * promptfoo.dev/docs/configuration/test-cases; not tried with a real file.
 */
export const promptfooCsv: ForeignFormat = {
  title: "tests of promptfoo",
  fits: (columns) => [...columns].some((column) => /^__expected\d*$/.test(column)),
  read(values) {
    const entries = Object.entries(values);
    const inputs = entries
      .filter(([column]) => !column.startsWith("__"))
      .map(([column, text]): ForeignField => ({ column, text, role: "input" }));
    const assertions = entries
      .filter(([column, text]) => /^__expected\d*$/.test(column) && text.trim() !== "")
      .map(([, text]) => assertionOfText(text.trim()));
    return rowOf(inputs, assertions, own(values, "__description"));
  },
};

function assertionOf(given: unknown): readonly Assertion[] {
  if (given === null || typeof given !== "object") return [];
  const { type, value } = given as { type?: unknown; value?: unknown };
  return typeof type === "string" ? [{ type, value }] : [];
}

function assertionOfText(text: string): Assertion {
  const [, type, value] = /^([a-z][a-z-]*)(?:\([^)]*\))?:\s*([\s\S]*)$/.exec(text) ?? [];
  if (type === undefined)
    return text === "is-json" ? { type: text, value: "" } : { type: "equals", value: text };
  return { type: type === "grade" ? "llm-rubric" : type, value: value ?? "" };
}

function rowOf(
  inputs: readonly ForeignField[],
  assertions: readonly Assertion[],
  description: string | undefined,
): ForeignRow {
  if (inputs.length === 0) return { kind: "bad", reason: "It has no variables." };
  const known = assertions.filter(({ type }) => Object.hasOwn(metricOfAssertion, type));
  const told = known.find(({ value }) => value !== undefined && value !== "");
  const wanted =
    told === undefined ? "" : typeof told.value === "string" ? told.value : JSON.stringify(told.value);
  const [first] = told === undefined ? known : [told];
  const metric = first === undefined ? undefined : metricOfAssertion[first.type];
  const all = assertions.map(
    ({ type, value }) => `${type}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return {
    kind: "fields",
    fields: [
      ...inputs,
      ...(wanted === "" ? [] : [{ column: "expected", text: wanted, role: "expected" } as const]),
      ...(all.length > 0 ? [{ column: "asserts", text: all.join("\n") }] : []),
      ...(description === undefined || description === ""
        ? []
        : [{ column: "description", text: description }]),
    ],
    ...(metric === undefined ? {} : { metric }),
  };
}
