import type { RunRow } from "../../../src/storage/rows.ts";
import { sampleRun } from "../../support/sample-run.ts";

/** A run on the embedded model and the coach that somebody asked for: over in seconds, with every phase of a run. */
export const smallRun: RunRow = {
  ...sampleRun({ id: "small", metricCalls: 80, sizes: { feedback: 10, pareto: 8, test: 8 } }),
  number: 1,
  createdAt: 1,
  status: "requested",
  wish: "run",
  activeSeconds: 0,
  possiblyPaidTwice: 0,
};
