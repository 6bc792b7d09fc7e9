import { cleanup, render } from "@solidjs/testing-library";
import { createRoot, createSignal } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";

import { foldJournal } from "../../src/engine/index.ts";
import { Lineage } from "../../src/ui/charts/lineage.tsx";
import { createKept } from "../../src/ui/state/create-kept.ts";
import { lineageSeries } from "../../src/views/series/lineage-series.ts";
import { scriptedRun } from "../support/scripted-run.ts";

afterEach(cleanup);

test("a kept list hands on the same objects for what did not change, and new ones for what did", () => {
  createRoot((dispose) => {
    const [items, setItems] = createSignal([{ id: 1, says: "a" }]);
    const kept = createKept(items, (item) => item.id);
    const [first] = kept();
    setItems([
      { id: 1, says: "a" },
      { id: 2, says: "b" },
    ]);
    expect(kept()).toHaveLength(2);
    expect(kept()[0]).toBe(first);
    setItems([{ id: 1, says: "other" }]);
    expect(kept()[0]).not.toBe(first);
    dispose();
  });
});

test("whoever stands on a candidate of the lineage with the keyboard stays there while the run goes on", async () => {
  const made = await scriptedRun({ clumsy: 0.2, lessons: 1, budget: 400 });
  const upTo = (events: number) =>
    lineageSeries(foldJournal(made.events.slice(0, events).map((row) => row.event))!);
  const [series, setSeries] = createSignal(upTo(12));
  render(() => <Lineage series={series()} live onSelect={() => undefined} />);
  const seed = page.getByRole("button", { name: /^c0 / });
  await expect.element(seed).toBeVisible();
  const element = seed.element() as SVGElement;
  element.focus();
  expect(document.activeElement).toBe(element);
  for (const events of [16, 24, 40]) setSeries(upTo(events));
  await expect.poll(() => page.getByRole("button", { name: /^c\d+ / }).elements().length).toBeGreaterThan(1);
  expect(document.activeElement).toBe(element);
});
