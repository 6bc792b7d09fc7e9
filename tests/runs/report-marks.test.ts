import { expect, test } from "vitest";

import { applyEvent, initialState, type RunState } from "../../src/engine/index.ts";
import { candidateSection, lineageTree } from "../../src/runs/report/candidate-parts.ts";
import { scoreChart } from "../../src/runs/report/score-chart.ts";
import { scriptedRun } from "../support/scripted-run.ts";

test("a report marks the scores a candidate inherited: by its name, in the lineage and in the chart", async () => {
  const { events, run } = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
  let found: RunState | undefined;
  let state = initialState(run.engine);
  for (const { event } of events) {
    state = applyEvent(state, event);
    if (state.candidates.some(({ inheritedRows }) => inheritedRows > 0)) found ??= state;
  }
  const heir = found!.candidates.find(({ inheritedRows }) => inheritedRows > 0)!;
  const words = `${heir.inheritedRows} of ${heir.scores.length} rows inherited`;
  const section = candidateSection(found!, heir, new Map()).markup;
  expect(section).toContain(words);
  expect(section).toContain(`they keep the scores of candidate ${heir.inherits}`);
  expect(lineageTree(found!).markup).toContain(words);
  expect(scoreChart(found!, "requests").markup).toContain("some rows inherited");

  const seed = found!.candidates[0]!;
  expect(candidateSection(found!, seed, new Map()).markup).not.toContain("inherited");
});
