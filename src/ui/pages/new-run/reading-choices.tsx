import { Index, type JSX } from "solid-js";

import { readingChoices } from "../../../setup/rows/reading-choices.ts";
import { formatBytes } from "../../../views/words/numbers.ts";
import { SelectOf } from "../../kit/select-of.tsx";
import type { DraftState } from "./create-draft.ts";

/** How a file is read: each guess of which may be wrong can be chosen, and the preview follows. */
export function ReadingChoices(props: { readonly state: DraftState }): JSX.Element {
  const rows = () => props.state.draft.rows;
  const choices = () => {
    const now = rows();
    return now === undefined ? [] : readingChoices(now.preview, now.reading);
  };
  return (
    <>
      <span>
        {rows()?.file.name}, {formatBytes(rows()?.file.size ?? 0)}
      </span>
      <Index each={choices()}>
        {(choice) => (
          <span class="inline-select">
            {choice().words}{" "}
            <SelectOf
              name={choice().name}
              options={choice().options}
              value={choice().value}
              onChoose={(value) => {
                const file = rows()?.file;
                if (file) void props.state.openFile(file, choice().reading(value));
              }}
            />
          </span>
        )}
      </Index>
    </>
  );
}
