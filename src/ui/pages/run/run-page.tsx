import type { JSX } from "solid-js";

import { RunBench } from "./run-bench.tsx";
import { RunGate } from "./run-gate.tsx";

/** A run: as it goes, or as it was at any event of its journal. */
export function RunPage(): JSX.Element {
  return <RunGate>{(run, view) => <RunBench run={run()} view={view} />}</RunGate>;
}
