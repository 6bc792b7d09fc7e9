import type { SuggestedMetric } from "../../../protocol/import-worker.ts";
import { own } from "../../metrics/read-options.ts";
import { printJson } from "../../written-json.ts";
import { isFields } from "../fields.ts";
import { fieldsOfValue, valueOfCell } from "./flatten.ts";
import type { ForeignField, ForeignFormat, ForeignRow } from "./foreign-format.ts";
import { assertionOfText, assertionsOf, takeAssertions } from "./promptfoo-assertions.ts";
import type { Assertion } from "./promptfoo-demands.ts";

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
    const shown = vars as Readonly<Record<string, unknown>>;
    const hidden = valueOfCell(own(values, "otherVars"));
    return rowOf({
      inputs: fieldsOfValue("input", "input", shown),
      vars: { ...shown, ...(isFields(hidden) ? hidden : {}) },
      assertions: assertionsOf(valueOfCell(own(values, "assert"))),
      description: own(values, "description"),
      threshold: own(values, "threshold"),
      transforms:
        isFields(valueOfCell(own(values, "options"))) && /"transform"/.test(own(values, "options") ?? ""),
    });
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
    return rowOf({
      inputs,
      vars: Object.fromEntries(inputs.map(({ column, text }) => [column, text])),
      assertions,
      description: own(values, "__description"),
      threshold: own(values, "__threshold"),
      transforms: false,
    });
  },
};

interface GivenTest {
  readonly inputs: readonly ForeignField[];
  readonly vars: Readonly<Record<string, unknown>>;
  readonly assertions: readonly Assertion[];
  readonly description: string | undefined;
  /** The share from which the test passes. */
  readonly threshold: string | undefined;
  readonly transforms: boolean;
}

function rowOf({ inputs, vars, assertions, description, threshold, transforms }: GivenTest): ForeignRow {
  if (inputs.length === 0) return { kind: "bad", reason: "It has no variables." };
  const taken = takeAssertions(assertions, vars);
  if (taken.demands.length === 0 && taken.rubric === undefined && taken.left.length > 0)
    return { kind: "bad", reason: `None of its assertions could be taken. ${taken.left.join("; ")}.` };
  const share = threshold === undefined || threshold.trim() === "" ? Number.NaN : Number(threshold);
  const isWhole = taken.demands.length > 0 && Number.isFinite(share);
  const demands = isWhole ? [...taken.demands, { name: "enough", share }] : taken.demands;
  const fields: ForeignField[] = [...inputs];
  const suggested: SuggestedMetric[] = [];
  if (taken.wanted !== undefined) fields.push({ column: "expected", text: taken.wanted, role: "expected" });
  if (taken.metric !== undefined && !isWhole) suggested.push(taken.metric);
  else if (taken.demands.length > 0)
    suggested.push({ kind: "constraints", options: { column: assertColumn } });
  // A test without assertions passes with any answer, there as here.
  fields.push({ column: assertColumn, text: printJson(demands) });
  if (taken.rubric !== undefined) {
    const { text, ...counts } = taken.rubric;
    fields.push({ column: rubricColumn, text });
    suggested.push({ kind: "judge", options: { rubricColumn }, ...counts });
  }
  if (description !== undefined && description !== "")
    fields.push({ column: "description", text: description });
  return {
    kind: "fields",
    fields,
    metrics: suggested,
    notes: [
      ...taken.left.map((one) => `An assertion could not be taken. ${one}.`),
      ...(transforms
        ? [
            "Its answers are changed by code (transform) before they are looked at; here they are judged as they come.",
          ]
        : []),
    ],
  };
}
