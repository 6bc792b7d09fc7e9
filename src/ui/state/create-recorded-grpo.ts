import type { Accessor } from "solid-js";

import { loadRecorded } from "../../platform/load-recorded.ts";
import { readRecordedGrpo, type RecordedGrpoReading } from "../../views/compare/recorded-grpo.ts";
import { createLoaded } from "./create-loaded.ts";

interface LoadedGrpo {
  readonly reading: Accessor<RecordedGrpoReading | undefined>;
  /** Why a recording that ships with the studio is not shown. */
  readonly problem: Accessor<string | undefined>;
}

/** The recorded training of the Student's weights, read when it is first wanted. */
export function createRecordedGrpo(isWanted: Accessor<boolean>): LoadedGrpo {
  const loaded = createLoaded(
    () => (isWanted() ? true : undefined),
    () => loadRecorded("grpo", readRecordedGrpo),
  );
  return {
    reading: () => {
      const reading = loaded.value();
      return reading === undefined || reading.kind === "none" ? undefined : reading;
    },
    problem: () => {
      const reading = loaded.value();
      if (reading?.kind === "bad-import") return `The recording of GRPO is left out: ${reading.message}.`;
      return loaded.error() === undefined
        ? undefined
        : "The recording of GRPO could not be loaded. The races are not touched by that; reload the page to try again.";
    },
  };
}
