import { expect, test } from "vitest";

import { rangeOfFile } from "../kill/range-of-file.ts";

const { range } = rangeOfFile();

test.each([11, 12])(
  "the embedded model, seed %i: killed four times, while it loads too, no answer is lost and the run ends",
  async (seed) => {
    const run = await range().embedded(seed);
    expect(run.isFinished).toBe(true);
    expect(run.kills.map(({ phase, lost }) => ({ phase, lost }))).toEqual(
      ["model loading", "mid-rollout", "between commit and acknowledgement", "mid-rollout"].map((phase) => ({
        phase,
        lost: 0,
      })),
    );
  },
  120_000,
);
