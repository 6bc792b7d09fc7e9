import { expect, test } from "vitest";

import type { EnginePorts } from "../../src/engine/ports.ts";
import { initialState } from "../../src/engine/state/state.ts";
import {
  entrants,
  isGepa,
  offeredIn,
  optimizerNames,
  optimizerTitle,
  rivalNames,
  seeksDemos,
} from "../../src/rivals/optimizers.ts";
import { searchOf } from "../../src/runs/search.ts";
import type { RunRow } from "../../src/storage/rows.ts";
import type { Task } from "../../src/tasks/task.ts";
import { sampleRun } from "../support/sample-run.ts";

test("a run of an optimizer nobody knows is refused by name, before anything is asked", async () => {
  const run = { ...sampleRun({ id: "unknown" }), optimizer: "gepa-2" } as RunRow;
  const untouched = new Proxy({}, { get: (_, name) => expect.fail(`${String(name)} was asked for`) });
  const search = searchOf(run, untouched as Task, untouched as EnginePorts, initialState(run.engine), () =>
    expect.fail("the journal was read"),
  );
  await expect(search).rejects.toThrow(
    'This studio has no optimizer called "gepa-2", so the run cannot go on. It knows: gepa, ',
  );
});

test("every optimizer can be chosen somewhere and has a title of its own", () => {
  const offered = new Set([...entrants, ...offeredIn("new runs")].map(({ optimizer }) => optimizer));
  expect([...offered].toSorted()).toEqual(optimizerNames.toSorted());
  expect(new Set(optimizerNames.map(optimizerTitle)).size).toBe(optimizerNames.length);
  expect(optimizerNames.filter((name) => !isGepa(name))).toEqual(rivalNames);
});

test("only MIPROv2 with demonstrations looks for a place for them", () => {
  expect(optimizerNames.filter(seeksDemos)).toEqual(["mipro", "mipro-medium", "mipro-light"]);
});
