import { useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";

import { readRecordedIndex } from "../../../platform/recorded-gallery.ts";
import type { GeneratorName } from "../../../tasks/gallery/entries.ts";
import type { RecordedRun } from "../../../views/recorded-run.ts";
import { formatPercent } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Problem } from "../../kit/problem.tsx";
import { routes } from "../../routes.ts";
import { createLoaded } from "../../state/create-loaded.ts";
import { useDatabase } from "../../state/database.tsx";

/** What plays the Student of a gallery task well enough to be worth recording, in a reader's words. */
const suchAs: Readonly<Record<string, string>> = {
  "a model of 1 billion parameters or more":
    "a model such as Llama 3.2 1B or Qwen2.5 1.5B on a graphics card, or any endpoint",
  "a local model and a stronger remote one":
    "a local model such as Llama 3.2 1B and a stronger one at an endpoint",
};

/** A date that no line breaks in two. */
const unbroken = (date: string): string => date.replaceAll("-", "\u2011");

/** The recorded run of a gallery task to replay, or the plain sentence that there is none yet and what it takes. */
export function RecordedOffer(props: {
  readonly generator: GeneratorName;
  readonly needs: string;
}): JSX.Element {
  const db = useDatabase();
  const navigate = useNavigate();
  const index = createLoaded(() => true, readRecordedIndex);
  const opening = createDeed("The recorded run could not be opened");
  const recorded = (): RecordedRun | undefined =>
    index.value()?.find(({ generator }) => generator === props.generator);
  const open = (run: RecordedRun): Promise<boolean> =>
    opening.run(async () => {
      const { openRecording } = await import("../../../platform/open-recording.ts");
      const opened = await openRecording(db, run);
      if (opened.kind !== "open") return opened.message;
      navigate(routes.replay(opened.runId));
      return undefined;
    });
  return (
    <Show when={index.value()}>
      <Show
        when={recorded()}
        fallback={
          <span class="soft">No recorded run yet: it needs {suchAs[props.needs] ?? props.needs}.</span>
        }
      >
        {(run) => (
          <>
            <Button link disabled={opening.isBusy()} onClick={() => void open(run())}>
              {opening.isBusy() ? "Opening the recorded run" : "Replay a recorded run"}
            </Button>
            <span class="soft">
              : {formatPercent(run().seedScore, 0)} → {formatPercent(run().bestScore, 0)}, {run().model},{" "}
              {unbroken(run().date)}
            </span>
          </>
        )}
      </Show>
      <Problem text={opening.problem()} />
    </Show>
  );
}
