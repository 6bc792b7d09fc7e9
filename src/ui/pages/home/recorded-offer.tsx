import { useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";

import { readRecordedIndex } from "../../../platform/recorded-gallery.ts";
import type { GeneratorName } from "../../../tasks/gallery/entries.ts";
import type { RecordedRun } from "../../../views/recorded-run.ts";
import { routes } from "../../../views/routes.ts";
import { noRecordingWords, recordingWords } from "../../../views/words/recording-words.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Problem } from "../../kit/problem.tsx";
import { createLoaded } from "../../state/create-loaded.ts";
import { useDatabase } from "../../state/database.tsx";

/** The recorded run of a gallery task to replay, or, where what it needs is given, the plain sentence that there is none yet. */
export function RecordedOffer(props: {
  readonly generator: GeneratorName;
  readonly needs?: string | undefined;
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
        fallback={<span class="soft">{props.needs && noRecordingWords(props.needs)}</span>}
      >
        {(run) => (
          <>
            <Button link disabled={opening.isBusy()} onClick={() => void open(run())}>
              {opening.isBusy() ? "Opening the recorded run" : "Replay a recorded run"}
            </Button>
            <span class="soft">{recordingWords(run())}</span>
          </>
        )}
      </Show>
      <Problem text={opening.problem()} />
    </Show>
  );
}
