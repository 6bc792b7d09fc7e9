import { cleanup, render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeAll, expect, test } from "vitest";

import "../../src/ui/styles/index.css";
import { aliveCandidates, applyEvent, initialState } from "../../src/engine/index.ts";
import { callSplits } from "../../src/paint/score-options.ts";
import { FrontierGrid } from "../../src/ui/charts/frontier-grid.tsx";
import { Lineage } from "../../src/ui/charts/lineage.tsx";
import { ScoreChart } from "../../src/ui/charts/score-chart.tsx";
import { TableTwin } from "../../src/ui/charts/table-twin.tsx";
import { candidateLook } from "../../src/views/series/candidate-look.ts";
import { type GridSeries, gridSeries } from "../../src/views/series/grid-series.ts";
import { placeLabels } from "../../src/views/series/label-places.ts";
import { lineageLayout } from "../../src/views/series/lineage-layout.ts";
import { type LineageSeries, lineageSeries } from "../../src/views/series/lineage-series.ts";
import { nonDominated } from "../../src/views/series/scatter-points.ts";
import { niceMax } from "../../src/views/series/scatter-scale.ts";
import { readoutAt } from "../../src/views/series/score-readout.ts";
import { scoreSeries } from "../../src/views/series/score-series-of.ts";
import { alignSteps, stepAt } from "../../src/views/series/score-series.ts";
import { type ScriptedRun, scriptedRun } from "../support/scripted-run.ts";

afterEach(cleanup);

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
});

const frames = (count: number): Promise<void> =>
  new Promise((resolve) => {
    const next = (left: number): void =>
      void requestAnimationFrame(() => (left === 0 ? resolve() : next(left - 1)));
    next(count);
  });

test("the best line only rises, ends at the highest mean, and is never above what somebody reaches row by row", () => {
  const series = scoreSeries(made.state);
  const scores = series.best.map((step) => step.score);
  expect(scores).toEqual(scores.toSorted((a, b) => a - b));
  expect(scores.at(-1)).toBe(Math.max(...made.state.candidates.map((one) => one.mean)));
  for (const step of series.best)
    expect(stepAt(series.somebody, step.calls)?.score).toBeGreaterThanOrEqual(step.score - 1e-12);
  expect(series.points).toHaveLength(made.state.candidates.length);
});

test("every gate stands between the calls of its own iteration, and the kept ones carry their candidate", () => {
  const { gates } = scoreSeries(made.state);
  const calls = gates.map((gate) => gate.calls);
  expect(calls).toEqual(calls.toSorted((a, b) => a - b));
  expect(calls.at(-1)).toBeLessThanOrEqual(made.state.spent.metricCalls);
  expect(gates.filter((gate) => gate.kept !== undefined)).toHaveLength(made.state.candidates.length - 1);
  expect(gates.some((gate) => gate.kept === undefined)).toBe(true);
});

test("the chart of a prefix is the beginning of the chart of the whole journal, but for who was asked more rows since", () => {
  const first = made.events[0]?.event;
  if (first?.type !== "run-started") throw new Error("a journal starts with its spec");
  const most = made.events
    .slice(0, -10)
    .reduce((state, row) => applyEvent(state, row.event), initialState(first.spec));
  const whole = scoreSeries(made.state);
  const part = scoreSeries(most);
  const unchanged = most.candidates.filter(
    ({ index, scores }) => JSON.stringify(scores) === JSON.stringify(made.state.candidates[index]!.scores),
  );
  expect(unchanged.length).toBeGreaterThan(0);
  for (const { index } of unchanged) {
    const [now, then] = [whole, part].map(({ points }) => points.find(({ look }) => look.index === index)!);
    expect([then!.calls, then!.score]).toEqual([now!.calls, now!.score]);
  }
  expect(part.points[0]!.calls).toBe(whole.points[0]!.calls);
});

test("the lines are read at every call between two steps as the last step", () => {
  const series = scoreSeries(made.state);
  const [xs, best] = alignSteps(series);
  expect(xs.at(-1)).toBe(series.calls);
  xs.forEach((x, index) => expect(best[index]).toBe(stepAt(series.best, x)?.score ?? null));
  expect(readoutAt(series, 0)).toContain("not scored yet");
  expect(readoutAt(series, series.calls)).toContain(`request ${series.calls}`);
});

test("however often its data change within a frame, a chart is drawn once", async () => {
  const [series, setSeries] = createSignal(scoreSeries(made.state));
  let draws = 0;
  render(() => (
    <div style={{ width: "800px" }}>
      <ScoreChart series={series()} strip={false} onDraw={() => (draws += 1)} />
    </div>
  ));
  await expect.poll(() => draws).toBeGreaterThan(0);
  await frames(3);
  const before = draws;
  for (let turn = 0; turn < 50; turn++) setSeries((now) => ({ ...now, calls: now.calls + 1 }));
  await frames(2);
  expect(draws - before).toBe(1);
});

test("a chart tells ears its finding and shows eyes a readout under the arrow keys", async () => {
  const view = render(() => (
    <div style={{ width: "800px" }}>
      <ScoreChart series={scoreSeries(made.state)} strip={false} />
    </div>
  ));
  const chart = view.getByRole("img", { name: /Score on 30 Pareto rows.*seed 0.*best/s });
  await frames(4);
  chart.focus();
  chart.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
  await expect
    .poll(() => view.container.querySelector("output")?.textContent ?? "")
    .toMatch(/request \d+: best/);
});

function largeGrid(candidates: number, rows: number): GridSeries {
  return {
    lines: Array.from({ length: candidates }, (_, index) => ({
      look: candidateLook(candidates - 1 - index, "mutation"),
      scores: Float32Array.from({ length: rows }, (_, row) => ((row * 7 + index * 3) % 5 < 2 ? 1 : 0)),
      callIndexes: new Int32Array(rows),
      inherited: new Uint8Array(rows),
      mean: 0.4,
      alone: [],
      alive: index < 5,
    })),
    columns: Array.from({ length: rows }, (_, row) => row),
    groups: [],
    passFail: true,
  };
}

test("a grid of a thousand candidates by a thousand rows draws only the cells that show, on one canvas", async () => {
  const cells: number[] = [];
  const view = render(() => (
    <div style={{ width: "900px" }}>
      <FrontierGrid series={largeGrid(1000, 1000)} onDraw={(count) => cells.push(count)} />
    </div>
  ));
  await expect.poll(() => cells.length).toBeGreaterThan(0);
  expect(Math.max(...cells)).toBeLessThan(20_000);
  expect(view.container.querySelectorAll("*").length).toBeLessThan(30);
  const grid = view.getByRole("application");
  const before = cells.length;
  for (let turn = 0; turn < 20; turn++) grid.scrollTop += 40;
  await frames(3);
  expect(cells.length - before).toBeGreaterThan(0);
  expect(cells.length - before).toBeLessThanOrEqual(3);
});

test("the keyboard walks the grid and says which row keeps a candidate alive", async () => {
  const chosen: number[] = [];
  const series = gridSeries(made.state, aliveCandidates(made.state));
  const view = render(() => (
    <div style={{ width: "900px" }}>
      <FrontierGrid series={series} onSelect={(candidate) => chosen.push(candidate)} />
    </div>
  ));
  await frames(2);
  const grid = view.getByRole("application");
  const press = (key: string): boolean =>
    grid.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  press("ArrowRight");
  press("ArrowDown");
  const newest = made.state.candidates.length - 1;
  await expect
    .poll(() => view.container.querySelector("output")?.textContent ?? "")
    .toMatch(new RegExp(`^c${newest - 1} (passes|fails) row 0`));
  press("Enter");
  expect(chosen).toEqual([newest - 1]);
});

test("a finger reads a cell of the grid, also after it is lifted", async () => {
  const series = gridSeries(made.state, aliveCandidates(made.state));
  const view = render(() => (
    <div style={{ width: "900px" }}>
      <FrontierGrid series={series} />
    </div>
  ));
  await frames(2);
  const grid = view.getByRole("application");
  const { left, width } = grid.getBoundingClientRect();
  const { top } = grid.querySelector("canvas")!.getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + 30, bubbles: true };
  const readout = () => view.container.querySelector("output")?.textContent ?? "";
  grid.dispatchEvent(new PointerEvent("pointermove", { ...at, pointerType: "touch" }));
  await expect.poll(readout).toMatch(/(passes|fails) row/);
  grid.dispatchEvent(new PointerEvent("pointerleave", { ...at, pointerType: "touch" }));
  await expect.poll(readout).toBe("");
  grid.dispatchEvent(new MouseEvent("click", at));
  await expect.poll(readout).toMatch(/(passes|fails) row/);
});

test("a frame stands only on rows that nobody else passes", () => {
  const series = gridSeries(made.state, aliveCandidates(made.state));
  for (const line of series.lines)
    for (const row of line.alone) {
      const holders = series.lines.filter((other) => (other.scores[row] ?? 0) >= (line.scores[row] ?? 0));
      expect(holders.map((other) => other.look.index)).toEqual([line.look.index]);
    }
});

test("rows of one group stand together and every row has one column", () => {
  const series = gridSeries(made.state, new Set(), (example) => (example % 3 === 0 ? "A" : "B"));
  expect(series.columns.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index));
  expect(series.groups.map((group) => group.name)).toEqual(["A", "B"]);
});

test("no two candidates of a lineage stand on the same spot, and every edge knows both its ends", () => {
  const { nodes } = lineageSeries(made.state);
  const layout = lineageLayout(nodes);
  const spots = new Set(nodes.map((node) => `${node.iteration}:${layout.y.get(node.look.index)}`));
  expect(spots.size).toBe(nodes.length);
  for (const node of nodes) for (const parent of node.parents) expect(layout.y.has(parent)).toBe(true);
});

test("a lineage of a thousand candidates keeps the page small, because only what shows is in it", async () => {
  const series: LineageSeries = {
    nodes: Array.from({ length: 1000 }, (_, index) => ({
      look: candidateLook(index, index === 0 ? "seed" : "mutation"),
      iteration: index * 2,
      parents: index === 0 ? [] : [Math.floor((index - 1) / 2)],
      mean: index / 1000,
      passed: index,
    })),
    dropped: Array.from({ length: 3000 }, (_, index) => ({
      proposal: index,
      iteration: index % 2000,
      parent: Math.floor((index % 2000) / 4),
    })),
    iteration: 2000,
    passFail: true,
    unit: "iteration",
  };
  const view = render(() => (
    <div style={{ width: "800px" }}>
      <Lineage series={series} />
    </div>
  ));
  await frames(3);
  const count = view.container.querySelectorAll("*").length;
  expect(count).toBeGreaterThan(50);
  expect(count).toBeLessThan(4000);
});

test("nobody on the drawn line of the scatter is beaten on both score and cost", () => {
  const points = [
    { look: candidateLook(0, "seed"), score: 0.3, cost: 13 },
    { look: candidateLook(1, "mutation"), score: 0.6, cost: 80 },
    { look: candidateLook(2, "mutation"), score: 0.5, cost: 90 },
    { look: candidateLook(3, "mutation"), score: 0.9, cost: 150 },
  ];
  expect(nonDominated(points).map((point) => point.look.label)).toEqual(["c0", "c1", "c3"]);
  expect(niceMax(148)).toBe(200);
});

test("labels never cover each other or a mark, and leave the chart only by being left out", () => {
  const wishes = Array.from({ length: 60 }, (_, index) => ({
    text: `c${index}`,
    x: 40 + (index % 10) * 18,
    y: 40 + Math.floor(index / 10) * 9,
    width: 16,
  }));
  const area = { left: 0, right: 240, top: 0, bottom: 120 };
  const placed = placeLabels(wishes, area, 12, 8);
  const boxes = placed.map((one) => ({ left: one.align === "right" ? one.x - 16 : one.x, top: one.y - 12 }));
  expect(placed.length).toBeGreaterThan(5);
  boxes.forEach((box, index) =>
    boxes.slice(index + 1).forEach((other) => {
      expect(Math.abs(box.left - other.left) >= 16 || Math.abs(box.top - other.top) >= 12).toBe(true);
    }),
  );
});

test("the call axis ends at the budget and its steps are round", () => {
  expect(callSplits(700, 770)).toEqual([0, 100, 200, 300, 400, 500, 600, 700]);
  expect(callSplits(700, 300).at(-1)).toBe(700);
  // Large letters: the last round number would lie under the end's own label.
  expect(callSplits(150, 1015, 110)).toEqual([0, 20, 40, 60, 80, 100, 120, 150]);
});

test("a table twin of ten thousand rows shows a hundred at a time", async () => {
  const table = {
    columns: [{ title: "Row", numeric: true }],
    rows: Array.from({ length: 10_000 }, (_, index) => [String(index)]),
  };
  const view = render(() => <TableTwin caption="Rows" table={table} />);
  expect(view.container.querySelectorAll("tbody tr")).toHaveLength(100);
  view.getByRole("button", { name: "Next 100" }).click();
  await expect.poll(() => view.container.querySelector("tbody td")?.textContent).toBe("100");
});
