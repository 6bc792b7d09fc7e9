import { expect, test } from "vitest";

import { columnsAtOnce, placesShown, usesOf } from "../../src/setup/draft/column-uses.ts";
import { demandsOf, newDemand, parameterText } from "../../src/setup/draft/demands.ts";
import { type Draft, firstDraft } from "../../src/setup/draft/draft.ts";
import { newMetric, optionsAsked, withMetricOption } from "../../src/setup/draft/metric-list.ts";
import { constraints } from "../../src/tasks/metrics/constraints/catalogue.ts";
import { metrics } from "../../src/tasks/metrics/registry.ts";

function draftOf(columns: readonly string[], roles: NonNullable<Draft["rows"]>["roles"]): Draft {
  const preview = {
    kind: "preview" as const,
    format: "csv" as const,
    columns,
    rows: [columns.map(() => "x")],
    badRows: [],
    notes: [],
    guessed: roles,
    reasons: [],
  };
  return {
    ...firstDraft,
    task: "rows",
    rows: { file: new File([""], "a.csv"), preview, roles, reading: {} },
  };
}

test("of a wide table the first columns are shown, and of the others those that have a use", () => {
  const columns = Array.from({ length: columnsAtOnce + 20 }, (_, at) => `column ${at}`);
  const last = columns.length - 1;
  const draft = draftOf(columns, { inputs: ["column 0"], expected: [columns[last]!] });
  const places = placesShown(draft, columnsAtOnce);
  expect(places).toHaveLength(columnsAtOnce + 1);
  expect(places.at(-1)).toBe(last);
  expect(placesShown(draft, columns.length)).toHaveLength(columns.length);
});

test("a column that only a metric reads is not called unused", () => {
  const draft = draftOf(["message", "limit", "note"], { inputs: ["message"], expected: [] });
  const column = Object.values(metrics)
    .flatMap((metric) => metric.options.map((option) => ({ kind: metric.kind, option })))
    .find(({ option }) => option.type === "column" && option.name !== "expected");
  const asking = {
    ...draft,
    metrics: [{ ...newMetric(column!.kind), options: { [column!.option.name]: "limit" } }],
  };
  const uses = usesOf(asking);
  expect(uses.of("message")).toBe("input");
  expect(uses.isUnused("limit")).toBe(false);
  expect(uses.isUnused("note")).toBe(true);
  expect(new Map(uses.choices("limit")).get("none")).toBe("only for a metric");
  expect(new Map(uses.choices("note")).get("none")).toBe("not used");
});

test("an emptied option of a metric is the usual one again, but a text being written may be empty", () => {
  const metric = { ...newMetric("exact"), options: { expected: "team", code: "x" } };
  const column = { name: "expected", type: "column", meaning: "" } as const;
  expect(withMetricOption(metric, column, "")).toEqual({ code: "x" });
  expect(withMetricOption(metric, { ...column, name: "code", type: "code" }, "")).toEqual({
    expected: "team",
    code: "",
  });
});

test("which column is right is asked once, and per metric only where there are several", () => {
  const asks = (draft: Draft): boolean =>
    optionsAsked(draft, newMetric("exact")).some(({ name }) => name === "expected");
  expect(asks({ ...firstDraft, metrics: [newMetric("exact")] })).toBe(false);
  expect(asks({ ...firstDraft, metrics: [newMetric("exact"), newMetric("token-f1")] })).toBe(true);
});

test("a demand that is picked begins with usual numbers, and one that does not exist is not added", () => {
  for (const name of Object.keys(constraints)) {
    const [demand] = newDemand(name);
    expect(demandsOf([demand])).toEqual([demand]);
    for (const parameter of constraints[name]!.parameters)
      expect(parameterText(demand!, parameter.name)).toBe(parameter.type === "number" ? "3" : "");
  }
  expect(newDemand("no-such-demand")).toEqual([]);
  expect(parameterText({ name: "any", words: ["a", "b"] }, "words")).toBe("a, b");
});
