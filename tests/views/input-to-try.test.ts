import { expect, test } from "vitest";

import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import { inputColumns, inputToTry } from "../../src/views/result/input-to-try.ts";

const row = { id: "r1", inputs: { mail: "Where is it?", name: "Ada" }, expected: { label: "ORDER" } };
const columns = ["mail", "name"];

test("a picked row is judged until one of its fields is changed, and again when the change is taken back", () => {
  expect(inputToTry(row, row.inputs, columns)).toEqual({ example: row, isRow: true });
  const changed = inputToTry(row, { ...row.inputs, mail: "Where?" }, columns);
  expect(changed).toEqual({
    example: { id: "typed", inputs: { mail: "Where?", name: "Ada" }, expected: {} },
    isRow: false,
  });
  expect(inputToTry(row, { ...row.inputs }, columns).isRow).toBe(true);
});

test("a typed input has every column of the task, empty where nothing was typed", () => {
  expect(inputToTry(undefined, { mail: "Hi" }, columns).example.inputs).toEqual({ mail: "Hi", name: "" });
});

test("the fields of an input are the columns of the data set, or those of the generator's rows", () => {
  const split = { seed: 1, shares: { feedback: 1, pareto: 0, test: 0 } };
  const source = { kind: "dataset", datasetId: "d", inputColumns: ["mail"], split } as const;
  const task = routingTask(5);
  expect(inputColumns({ ...task, source }, row)).toEqual(["mail"]);
  expect(inputColumns(task, row)).toEqual(columns);
  expect(inputColumns(task, undefined)).toEqual([]);
});
