import type { SuggestedMetric } from "../../../protocol/import-worker.ts";
import { own } from "../../metrics/read-options.ts";
import { printJson } from "../../written-json.ts";
import { fieldsOfValue, valueOfCell } from "./flatten.ts";
import type { ForeignField, ForeignFormat, ForeignRow } from "./foreign-format.ts";
import { type Assertion, assertionOfText, assertionsOf, takeAssertions } from "./promptfoo-assertions.ts";

/** The column that holds a row's assertions as demands of the metric Constraints. */
const assertColumn = "asserts";
const rubricColumn = "rubric";

/**
 * Tests of promptfoo as a list of `{ vars, assert }` in YAML or JSON. Written from its documentation
 * (promptfoo.dev/docs/configuration/test-cases); not tried with a real export.
 */
export const promptfooTests: ForeignFormat = {
  title: "tests of promptfoo",
  fits: (columns) => columns.has("vars"),
  read(values) {
    const vars = valueOfCell(own(values, "vars"));
    if (vars === null || typeof vars !== "object") {
      const file = typeof vars === "string" && vars !== "" ? `, ${vars.slice(0, 200)}` : "";
      return { kind: "bad", reason: `Its vars are in another file${file}; import that one.` };
    }
    const inFile = Object.entries(vars).find(
      ([, value]) => typeof value === "string" && value.startsWith("file://"),
    );
    if (inFile !== undefined)
      return {
        kind: "bad",
        reason: `Its variable "${inFile[0]}" is in another file, ${String(inFile[1]).slice(0, 200)}, which is not read.`,
      };
    return rowOf(
      fieldsOfValue("input", "input", vars),
      assertionsOf(valueOfCell(own(values, "assert"))),
      own(values, "description"),
    );
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

function rowOf(
  inputs: readonly ForeignField[],
  assertions: readonly Assertion[],
  description: string | undefined,
): ForeignRow {
  if (inputs.length === 0) return { kind: "bad", reason: "It has no variables." };
  const taken = takeAssertions(assertions);
  if (taken.demands.length === 0 && taken.rubric === undefined && taken.left.length > 0)
    return { kind: "bad", reason: `None of its assertions could be taken: ${taken.left.join(", ")}.` };
  const fields: ForeignField[] = [...inputs];
  const suggested: SuggestedMetric[] = [];
  if (taken.wanted !== undefined) fields.push({ column: "expected", text: taken.wanted, role: "expected" });
  if (taken.metric !== undefined) suggested.push(taken.metric);
  else if (taken.demands.length > 0)
    suggested.push({ kind: "constraints", options: { column: assertColumn } });
  // A test without assertions passes with any answer, there as here.
  fields.push({ column: assertColumn, text: printJson(taken.demands) });
  if (taken.rubric !== undefined) {
    fields.push({ column: rubricColumn, text: taken.rubric });
    suggested.push({ kind: "judge", options: { rubricColumn } });
  }
  if (description !== undefined && description !== "")
    fields.push({ column: "description", text: description });
  return {
    kind: "fields",
    fields,
    metrics: suggested,
    notes: [
      ...taken.left.map((type) => `Assertions of the type ${type} could not be taken.`),
      ...taken.unweighed.map(
        (type) => `The weight or threshold of an assertion of the type ${type} counts nothing here.`,
      ),
    ],
  };
}
