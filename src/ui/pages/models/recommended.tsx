import { type JSX, Show } from "solid-js";

import type { LocalModel } from "../../../models/local/local-model.ts";
import type { ShelfRole } from "../../../models/shelf.ts";
import { formatBytes } from "../../../views/words/numbers.ts";
import { shelfLine } from "../../../views/words/shelf-words.ts";
import { DeedButton } from "../../kit/deed-button.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { createDownload } from "../../state/create-download.ts";
import type { LocalModels } from "../../state/create-local-models.ts";

/** The model to begin with on this machine for a role, one click from being here; nothing once it is. */
export function Recommended(props: {
  readonly locals: LocalModels;
  readonly role: ShelfRole;
  /** The download was let in; what uses the model may choose it now. */
  readonly onBegun?: (model: LocalModel) => void;
}): JSX.Element {
  const download = createDownload({ load: (model) => props.locals.load(model) });
  const missing = (): LocalModel | undefined => {
    const found = props.locals.recommended(props.role);
    return found?.isReady === true ? undefined : found;
  };
  return (
    <Show when={missing()}>
      {(model) => (
        <div class="stack-2">
          <p class="small soft">
            <b>
              For this machine, as {props.role === "student" ? "Student" : "Reflection"}: {model().label},{" "}
              {formatBytes(model().bytes ?? 0)}.
            </b>{" "}
            {model().offer && shelfLine(model().offer!.facts)} {props.locals.willDo(model())}
          </p>
          <Show
            when={props.locals.doing(model().key)}
            fallback={
              <p>
                <DeedButton
                  failed="The download could not begin"
                  deed={() => download(model(), props.onBegun)}
                >
                  Download {model().label}
                  {props.onBegun === undefined ? "" : " and use it"}
                </DeedButton>
              </p>
            }
          >
            {(news) => <ProgressLine text={news().text} share={news().share} />}
          </Show>
          <Problem text={props.locals.problemOf(model().key)} />
        </div>
      )}
    </Show>
  );
}
