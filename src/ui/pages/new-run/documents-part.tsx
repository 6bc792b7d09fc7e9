import { type JSX, Show } from "solid-js";

import { formatBytes, plural } from "../../../views/words/numbers.ts";
import { PickFile } from "../../kit/pick-file.tsx";
import { asOptions, SelectField } from "../../kit/select-of.tsx";
import type { DraftState } from "./create-draft.ts";
import { PasteText } from "./paste-rows.tsx";

/** What the program looks things up in: a table with a passage a row, or running text. */
export function DocumentsPart(props: { readonly state: DraftState }): JSX.Element {
  const documents = () => props.state.draft.documents;
  const columns = () => asOptions(documents()?.preview.columns ?? []);
  return (
    <div class="documents stack-2">
      <p class="row">
        <b>Documents to look things up in</b>
        <PickFile
          name="File of documents"
          accept=".csv,.tsv,.json,.jsonl,.ndjson,.xlsx,.txt,.md,.yaml,.yml,text/plain,text/markdown,text/csv,application/json"
          onPick={([file]) => file && void props.state.openDocuments(file)}
        >
          {documents() ? "Other documents…" : "Choose a file of documents…"}
        </PickFile>
      </p>
      <Show
        when={documents()}
        fallback={
          <PasteText
            label="Or paste documents"
            hint="A table with a passage a row, or running text: each paragraph is a passage, a line with # before it is its title."
            placeholder={"# Returns\nA parcel can be sent back within thirty days.\n\n# Warranty\n…"}
            fileName="pasted documents.txt"
            deed="Use these documents"
            onFile={(file) => void props.state.openDocuments(file)}
          />
        }
      >
        {(chosen) => (
          <>
            <p class="small soft">
              {chosen().file.name}, {formatBytes(chosen().file.size)}:{" "}
              {plural(chosen().preview.rows.length, "passage")}
              {chosen().preview.rows.length >= 200 ? " and more" : ""}. They stay in this browser; a model
              sees the passages that are found.
            </p>
            <div class="module-choices">
              <SelectField
                label="Column with the passage"
                options={columns()}
                value={chosen().textColumn}
                onChoose={(textColumn) => props.state.set("documents", { ...chosen(), textColumn })}
              />
              <SelectField
                label="Column with its title"
                options={[["", "(none)"], ...columns()]}
                value={chosen().titleColumn ?? ""}
                onChoose={(column) => {
                  const { titleColumn: _old, ...rest } = chosen();
                  props.state.set("documents", column === "" ? rest : { ...rest, titleColumn: column });
                }}
              />
            </div>
          </>
        )}
      </Show>
    </div>
  );
}
