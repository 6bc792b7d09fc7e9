import { cleanup, render } from "@solidjs/testing-library";
import { createSignal, type JSX } from "solid-js";
import { afterEach, expect, test } from "vitest";

import type { RunRow } from "../../src/storage/rows.ts";
import { createRunRows } from "../../src/ui/pages/run/create-run-rows.ts";
import { OpenDatabase } from "../../src/ui/state/database.tsx";
import { scriptedRun } from "../support/scripted-run.ts";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);

test("the rows a run's positions stand for are made once, and stay while the run goes on", async () => {
  const db = await openTestDatabase();
  const { run } = await scriptedRun({ sizes: { feedback: 3, pareto: 3, test: 3 }, budget: 20 });
  const [row, setRow] = createSignal<RunRow>(run);
  function FirstRow(): JSX.Element {
    const rows = createRunRows(row);
    return <p>{rows.at("pareto", 0)?.id ?? "no row yet"}</p>;
  }
  const { container } = render(() => (
    <OpenDatabase db={db}>
      <FirstRow />
    </OpenDatabase>
  ));
  expect(container.textContent).toBe("no row yet");
  await expect.poll(() => container.textContent).toBe(run.splits.pareto[0]);
  setRow({ ...run, activeSeconds: 7 });
  expect(container.textContent).toBe(run.splits.pareto[0]);
});
