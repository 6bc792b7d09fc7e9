import { afterAll, expect, test } from "vitest";

import { phases } from "../kill/kill-plan.ts";
import { type KilledRun, printReport } from "../kill/kill-report.ts";
import { rangeOfFile } from "../kill/range-of-file.ts";

const runs: KilledRun[] = [];
const { range } = rangeOfFile();
afterAll(() => console.log(printReport(runs).join("\n")));

test.each([1, 2, 3, 4])(
  "scripted models, seed %i: killed eight times, the run ends with the journal it would have had",
  async (seed) => {
    const run = await range().scripted(seed);
    runs.push(run);
    expect(run).toMatchObject({ isFinished: true, isSameJournal: true });
    expect(run.kills.map(({ lost, askedTwice }) => ({ lost, askedTwice }))).toEqual(
      run.kills.map(() => ({ lost: 0, askedTwice: 0 })),
    );
    expect(run.possiblyPaidTwice).toBe(run.kills.reduce((sum, kill) => sum + kill.inFlight, 0));
  },
  120_000,
);

test("thirty-two kills, and every phase met by some but the loading of a model, which an endpoint has not", () => {
  const kills = runs.flatMap((run) => run.kills);
  expect(kills.length).toBeGreaterThanOrEqual(32);
  expect(phases.filter((phase) => !kills.some((kill) => kill.phase === phase))).toEqual(["model loading"]);
});
