import { own } from "../../metrics/read-options.ts";
import { fieldsOfValue, valueOfCell } from "./flatten.ts";
import type { ForeignField, ForeignFormat } from "./foreign-format.ts";

/**
 * Examples of a LangSmith dataset (`inputs`, `outputs`) or runs of a project (the same with `run_type`, `trace_id`,
 * `parent_run_id`), CSV, JSON or JSONL. Written from the documentation of the run data format
 * (docs.langchain.com/langsmith/run-data-format) and of the dataset export; not tried with a real export.
 */
export const langsmith: ForeignFormat = {
  title: "examples or runs of LangSmith",
  fits: (columns) => columns.has("inputs") && (columns.has("outputs") || columns.has("reference_outputs")),
  read(values) {
    const parent = own(values, "parent_run_id") ?? "";
    if (parent !== "" && parent !== "null")
      return { kind: "bad", reason: "It is an inner step of a trace; whole traces are read." };
    const error = own(values, "error") ?? "";
    if (error !== "" && error !== "null") return { kind: "bad", reason: "The run ended in an error." };
    const isRun = own(values, "run_type") !== undefined || own(values, "trace_id") !== undefined;
    const reference = own(values, "reference_outputs") ?? "";
    const outputs = valueOfCell(own(values, "outputs"));
    return {
      kind: "fields",
      fields: [
        ...fieldsOfValue("input", "input", valueOfCell(own(values, "inputs"))),
        ...fieldsOfValue("expected", "expected", valueOfCell(reference)),
        ...(isRun || reference !== ""
          ? fieldsOfValue("output", "output", outputs).slice(0, 1)
          : fieldsOfValue("expected", "expected", outputs)),
        ...splitOf(own(values, "split") ?? own(values, "dataset_split")),
      ],
    };
  },
};

function splitOf(cell: string | undefined): readonly ForeignField[] {
  const value = valueOfCell(cell);
  const name = Array.isArray(value) ? String(value[0] ?? "") : typeof value === "string" ? value : "";
  return name === "" ? [] : [{ column: "split", text: name, role: "split" }];
}
