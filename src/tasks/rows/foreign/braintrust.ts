import { own } from "../../metrics/read-options.ts";
import { fieldsOfValue, valueOfCell } from "./flatten.ts";
import type { ForeignFormat } from "./foreign-format.ts";

/**
 * Rows of a data set or an experiment of Braintrust: `input`, `expected`, `output`, told by the numbers of its own it adds.
 * Written from its documentation (braintrust.dev/docs); not tried with a real export.
 */
export const braintrust: ForeignFormat = {
  title: "rows of Braintrust",
  fits: (columns) => columns.has("input") && (columns.has("_xact_id") || columns.has("root_span_id")),
  read: (values) => ({
    kind: "fields",
    fields: [
      ...fieldsOfValue("input", "input", valueOfCell(own(values, "input"))),
      ...fieldsOfValue("expected", "expected", valueOfCell(own(values, "expected"))),
      ...fieldsOfValue("output", "output", valueOfCell(own(values, "output"))).slice(0, 1),
    ],
  }),
};
