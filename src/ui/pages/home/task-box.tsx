import { A } from "@solidjs/router";
import type { JSX } from "solid-js";

import { rowFileTypes } from "../../../setup/rows/row-file-types.ts";
import { routes } from "../../../views/routes.ts";
import { PickFile } from "../../kit/pick-file.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { useDroppedFile } from "../../state/dropped-file.tsx";
import { createOpenFile } from "../../state/open-file.ts";
import { PasteText } from "../new-run/paste-rows.tsx";

/** What GEPA does, a box for one's own task, and the three steps from it to a better prompt. */
export function TaskBox(): JSX.Element {
  const dropped = useDroppedFile();
  const openFile = createOpenFile();
  return (
    <div class="stack">
      <h1 class="home-title">Improve a prompt by reading why it failed</h1>
      <p class="lede">
        GEPA tries your prompt on your examples, lets a model read what went wrong with each answer, and keeps
        the rewrites that do better.
      </p>
      <div class="task-box stack">
        <TextArea
          label="The prompt you have now"
          rows={2}
          placeholder="Sort the message into the right team."
          value={dropped.prompt()}
          onInput={dropped.setPrompt}
        />
        <PasteText
          label="Examples with the right answer"
          hint="Drop a file here (CSV, Excel, JSON, YAML), or paste rows. They are read in this tab and go nowhere."
          placeholder={"message,team\nI was charged twice.,BILLING\nThe parcel never came.,SHIPPING"}
          fileName="pasted rows.txt"
          deed="Set up the run"
          rows={4}
          onFile={openFile}
        >
          <PickFile name="File of examples" accept={rowFileTypes} onPick={([file]) => file && openFile(file)}>
            Choose a file…
          </PickFile>
        </PasteText>
      </div>
      <ol class="home-steps">
        <li>
          <b>Bring examples.</b> Twenty will do, fifty are better.
        </li>
        <li>
          <b>Choose two models.</b> One answers, one reads and rewrites:{" "}
          <A href={routes.models}>in this tab, on your machine, or with your key</A>.
        </li>
        <li>
          <b>Take the better prompt,</b> tested on examples the search never saw.
        </li>
      </ol>
    </div>
  );
}
