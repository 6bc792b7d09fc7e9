import { mean } from "../../shared/statistics/mean.ts";
import { readRollouts } from "../../storage/read/rollouts.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import type { Sampled } from "../../views/run/call-sample.ts";
import { candidateLook } from "../../views/series/candidate-look.ts";
import type { ScatterPoint } from "../../views/series/scatter-points.ts";

/** What a call costs: seconds, or US dollars. */
export type CallCost = "latency" | "money";

/** Mean cost of a call of each sampled candidate beside its score; a candidate nothing was measured of is left out. */
export async function readCallCosts(
  db: StudioDatabase,
  runId: string,
  wanted: CallCost,
  sample: readonly Sampled[],
): Promise<readonly ScatterPoint[]> {
  const points = await Promise.all(
    sample.map(async ({ candidate, calls }) => {
      const costs = (await readRollouts(db, runId, calls)).flatMap((row) => {
        const cost = wanted === "latency" ? row?.latencyMs : row?.costUsd;
        return cost === undefined ? [] : [wanted === "latency" ? cost / 1000 : cost];
      });
      if (costs.length === 0) return [];
      const look = candidateLook(candidate.index, candidate.kind);
      return [{ look, score: candidate.mean, cost: mean(costs) }];
    }),
  );
  return points.flat();
}
