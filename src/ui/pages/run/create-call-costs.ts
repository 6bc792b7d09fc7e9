import { type Accessor, createMemo } from "solid-js";

import { type RunState } from "../../../engine/index.ts";
import { readRollouts } from "../../../storage/read/rollouts.ts";
import { sampleOf } from "../../../views/run/call-sample.ts";
import { candidateLook } from "../../../views/series/candidate-look.ts";
import type { ScatterPoint } from "../../../views/series/scatter-points.ts";
import { createLive } from "../../state/create-live.ts";

type CostKind = "latency" | "money";

/** Mean seconds or money a call of each candidate took, from a sample of its stored rollouts; read only when wanted. */
export function createCallCosts(
  runId: Accessor<string>,
  state: Accessor<RunState>,
  kind: Accessor<CostKind | undefined>,
): Accessor<readonly ScatterPoint[] | undefined> {
  const count = createMemo(() => state().candidates.length);
  const read = createLive(
    () => {
      const wanted = kind();
      return wanted === undefined || count() === 0
        ? undefined
        : { id: runId(), wanted, sample: sampleOf(state()) };
    },
    (db, { id, wanted, sample }) =>
      Promise.all(
        sample.map(async ({ candidate, calls }): Promise<ScatterPoint | undefined> => {
          const costs = (await readRollouts(db, id, calls)).flatMap((row) => {
            const cost = wanted === "latency" ? row?.latencyMs : row?.costUsd;
            return cost === undefined ? [] : [wanted === "latency" ? cost / 1000 : cost];
          });
          if (costs.length === 0) return undefined;
          const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
          return { look: candidateLook(candidate.index, candidate.kind), score: candidate.mean, cost: mean };
        }),
      ),
  );
  return createMemo(() => read.value()?.filter((point) => point !== undefined));
}
