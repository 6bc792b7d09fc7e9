import { type JSX, Show } from "solid-js";

import type { ReadOptions, TableFormat } from "../../../protocol/import-worker.ts";
import { formatBytes } from "../../../views/words/numbers.ts";
import type { DraftState } from "./create-draft.ts";
import { SelectOf } from "./select-of.tsx";

const formats: readonly (readonly [TableFormat, string])[] = [
  ["csv", "CSV"],
  ["tsv", "TSV"],
  ["jsonl", "JSON lines"],
  ["json", "JSON"],
  ["yaml", "YAML"],
  ["lines", "one row a line"],
  ["xlsx", "Excel"],
];

/** The last stands in no text: the whole line is one cell. */
const delimiters: readonly (readonly [string, string])[] = [
  [",", "commas"],
  [";", "semicolons"],
  ["\t", "tabs"],
  ["|", "bars |"],
  ["\u001F", "nothing, one column"],
];

/** A header further down is seldom looked for. */
const headerRows = 20;

/** How a file is read, each guess of which may be wrong: its kind, its sheet, what parts its cells, where its header is. */
export function ReadingChoices(props: { readonly state: DraftState }): JSX.Element {
  const rows = () => props.state.draft.rows;
  const preview = () => rows()?.preview;
  const readAgain = (reading: ReadOptions): void => {
    const file = rows()?.file;
    if (file) void props.state.openFile(file, reading);
  };
  const change = (reading: ReadOptions): void => readAgain({ ...rows()?.reading, ...reading });
  const known = (delimiter: string): readonly (readonly [string, string])[] =>
    delimiters.some(([one]) => one === delimiter)
      ? delimiters
      : [...delimiters, [delimiter, `the sign ${delimiter}`]];
  return (
    <>
      <span>
        {rows()?.file.name}, {formatBytes(rows()?.file.size ?? 0)}, read as
      </span>
      <span class="inline-select">
        <SelectOf
          name="How the file is read"
          options={formats.filter(([format]) => format !== "xlsx" || preview()?.format === "xlsx")}
          value={preview()?.format ?? "csv"}
          onChoose={(format) => readAgain({ format: format as TableFormat })}
        />
      </span>
      <Show when={(preview()?.sheets?.length ?? 0) > 1}>
        <span class="inline-select">
          <SelectOf
            name="Sheet of the workbook"
            options={(preview()?.sheets ?? []).map((sheet) => [sheet, sheet])}
            value={preview()?.sheet ?? rows()?.reading.sheet ?? preview()?.sheets?.[0] ?? ""}
            onChoose={(sheet) => readAgain({ format: "xlsx", sheet })}
          />
        </span>
      </Show>
      <Show when={preview()?.delimiter}>
        {(delimiter) => (
          <>
            <span>, cells parted by</span>
            <span class="inline-select">
              <SelectOf
                name="What parts the cells"
                options={known(delimiter())}
                value={delimiter()}
                onChoose={(sign) => change({ delimiter: sign })}
              />
            </span>
          </>
        )}
      </Show>
      <Show when={preview()?.headerRow}>
        {(row) => (
          <>
            <span>, columns named in</span>
            <span class="inline-select">
              <SelectOf
                name="Row that names the columns"
                options={Array.from({ length: Math.max(headerRows, row()) }, (_, at) => [
                  String(at + 1),
                  `row ${at + 1}`,
                ])}
                value={String(row())}
                onChoose={(chosen) => change({ headerRow: Number(chosen) })}
              />
            </span>
          </>
        )}
      </Show>
    </>
  );
}
