import type { JSX } from "solid-js";

import type { WeightFile } from "../../models/loaded-model.ts";
import { formatBytes, plural } from "../../views/words/numbers.ts";
import { DataTable } from "./data-table.tsx";

/** Every file a model was loaded from, with its SHA-256: what somebody needs to know that they have the same. */
export function WeightFiles(props: { readonly files: readonly WeightFile[] }): JSX.Element {
  const bytes = (): number => props.files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <details>
      <summary class="small">
        SHA-256 of {plural(props.files.length, "file")}, {formatBytes(bytes())}
      </summary>
      <DataTable
        rows={props.files}
        columns={[
          { title: "File", class: "break", cell: ({ name }) => name },
          { title: "Size", numeric: true, cell: (file) => formatBytes(file.bytes) },
          { title: "SHA-256", cell: (file) => <code class="break">{file.sha256}</code> },
        ]}
      />
    </details>
  );
}
