import { type Accessor, createMemo } from "solid-js";

import { loadRecorded } from "../../platform/load-recorded.ts";
import type { RecordedLine } from "../../views/compare/final-lines.ts";
import { recordedBeside } from "../../views/compare/recorded-figures.ts";
import { readRecordedGrpo, recordedGrpoProblem } from "../../views/compare/recorded-grpo.ts";
import { createLoaded } from "./create-loaded.ts";

interface BesideRace {
  /** The recording, and its figures for these rows; undefined while there is none to show. */
  readonly shown: Accessor<RecordedLine | undefined>;
  /** Why a recording that ships with the studio is not shown. */
  readonly problem: Accessor<string | undefined>;
}

/** The recorded training of the Student's weights beside a race under a policy; read when it is first wanted. */
export function createRecordedGrpo(
  isWanted: Accessor<boolean>,
  policySeed: Accessor<number | undefined>,
): BesideRace {
  const loaded = createLoaded(
    () => (isWanted() ? true : undefined),
    () => loadRecorded("grpo", readRecordedGrpo),
  );
  const shown = createMemo(() => {
    const reading = loaded.value();
    if (!isWanted() || reading?.kind !== "ok") return undefined;
    return { recorded: reading.value, beside: recordedBeside(reading.value, policySeed()) };
  });
  return {
    shown,
    problem: () => recordedGrpoProblem(loaded.value(), loaded.error() !== undefined),
  };
}
