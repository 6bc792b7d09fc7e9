import { cleanup, render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";

import { Winners } from "../../src/ui/pages/compare/winners.tsx";
import { groupRuns } from "../../src/views/compare/comparison.ts";
import type { ComparedRun } from "../../src/views/compare/comparison.ts";
import { scriptedRun } from "../support/scripted-run.ts";

afterEach(cleanup);

async function ended(id: string, optimizer: string): Promise<ComparedRun> {
  const { run, state } = await scriptedRun({
    id,
    seed: 1,
    sizes: { feedback: 8, pareto: 4, test: 4 },
    budget: 40,
  });
  return { run: { ...run, name: optimizer, optimizer }, state };
}

test("the names over two compared prompts stay theirs when the runs go on", async () => {
  const runs = [await ended("a", "gepa"), await ended("b", "greedy"), await ended("c", "beam")];
  // Each emission of the live query makes the groups anew.
  const [groups, setGroups] = createSignal(groupRuns(runs));
  render(() => <Winners groups={groups()} />);
  const pickers = page.getByRole("combobox", { name: "Whose prompt" });
  await expect.element(pickers.nth(1)).toHaveDisplayValue(/Greedy/);
  setGroups(groupRuns(runs));
  await expect.element(pickers.nth(1)).toHaveDisplayValue(/Greedy/);
  await pickers.nth(1).selectOptions("2");
  setGroups(groupRuns(runs));
  await expect.element(pickers.nth(0)).toHaveDisplayValue(/gepa/i);
  await expect.element(pickers.nth(1)).toHaveDisplayValue(/Beam/);
});
