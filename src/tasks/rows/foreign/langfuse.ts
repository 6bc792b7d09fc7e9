import { isObject } from "../../../shared/json.ts";
import { own } from "../../metrics/read-options.ts";
import { fieldsOfValue, valueOfCell } from "./flatten.ts";
import type { ForeignFormat } from "./foreign-format.ts";

/**
 * Items of a Langfuse dataset, CSV or JSON. Written from the documentation of `DatasetItem`
 * (js.reference.langfuse.com/interfaces/langfuse.ApiDatasetItem.html); not tried with a real export.
 */
export const langfuseItems: ForeignFormat = {
  title: "items of a Langfuse dataset",
  fits: (columns) =>
    columns.has("input") &&
    (columns.has("expectedOutput") || columns.has("expected_output")) &&
    // Anybody may call two columns so; these give the export away.
    ["status", "datasetId", "datasetName", "sourceTraceId", "dataset_id", "source_trace_id"].some((name) =>
      columns.has(name),
    ),
  read(values) {
    if (own(values, "status") === "ARCHIVED") return { kind: "bad", reason: "It is archived in Langfuse." };
    return {
      kind: "fields",
      fields: [
        ...fieldsOfValue("input", "input", valueOfCell(values["input"])),
        ...fieldsOfValue(
          "expected",
          "expected",
          valueOfCell(own(values, "expectedOutput") ?? own(values, "expected_output")),
        ),
      ],
    };
  },
};

/**
 * Traces or observations of Langfuse, CSV, JSON or JSONL. Written from the documentation of the export
 * (langfuse.com/docs/api-and-data-platform/features/export-from-ui) and of its rows (`BatchExportTracesRow` in
 * langfuse/langfuse); not tried with a real export.
 */
export const langfuseTraces: ForeignFormat = {
  title: "traces of Langfuse",
  fits: (columns) =>
    columns.has("input") &&
    columns.has("output") &&
    ["bookmarked", "traceId", "sessionId", "observationCount", "release", "usage"].filter((name) =>
      columns.has(name),
    ).length >= 2,
  read(values) {
    const session = own(values, "sessionId");
    const scores = scoresOf(valueOfCell(own(values, "scores")));
    return {
      kind: "fields",
      fields: [
        ...fieldsOfValue("input", "input", valueOfCell(values["input"])),
        // What a model answered once is no right answer; a person says so by choosing it.
        ...fieldsOfValue("output", "output", valueOfCell(values["output"])).slice(0, 1),
        ...(session === undefined || session === ""
          ? []
          : [{ column: "sessionId", text: session, role: "group" } as const]),
        ...(scores === undefined ? [] : [{ column: "scores", text: scores, role: "critique" } as const]),
      ],
    };
  },
};

/** Scores by name, each a list of numbers or words: as a remark one can read. */
function scoresOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const said = Object.entries(value).map(
    ([name, marks]) => `${name}: ${Array.isArray(marks) ? marks.join(", ") : String(marks)}`,
  );
  return said.length === 0 ? undefined : said.join("; ");
}
