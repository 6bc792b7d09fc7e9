import { type Accessor, createMemo } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { type CallCost, readCallCosts } from "../../../setup/result/call-costs.ts";
import { sampleOf } from "../../../views/run/call-sample.ts";
import type { ScatterPoint } from "../../../views/series/scatter-points.ts";
import { createLive } from "../../state/create-live.ts";

/** Mean seconds or money a call of each candidate took, from a sample of its stored rollouts; read only when wanted. */
export function createCallCosts(
  runId: Accessor<string>,
  state: Accessor<RunState>,
  kind: Accessor<CallCost | undefined>,
): Accessor<readonly ScatterPoint[] | undefined> {
  const count = createMemo(() => state().candidates.length);
  const read = createLive(
    () => {
      const wanted = kind();
      return wanted === undefined || count() === 0
        ? undefined
        : { id: runId(), wanted, sample: sampleOf(state()) };
    },
    (db, { id, wanted, sample }) => readCallCosts(db, id, wanted, sample),
  );
  return read.value;
}
