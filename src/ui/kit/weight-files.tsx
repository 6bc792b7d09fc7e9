import { For, type JSX } from "solid-js";

import type { WeightFile } from "../../models/loaded-model.ts";
import { formatBytes, plural } from "../../views/words/numbers.ts";

/** Every file a model was loaded from, with its SHA-256: what somebody needs to know that they have the same. */
export function WeightFiles(props: { readonly files: readonly WeightFile[] }): JSX.Element {
  const bytes = (): number => props.files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <details>
      <summary class="small">
        SHA-256 of {plural(props.files.length, "file")}, {formatBytes(bytes())}
      </summary>
      <table class="fold">
        <thead>
          <tr>
            <th>File</th>
            <th class="right">Size</th>
            <th>SHA-256</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.files}>
            {(file) => (
              <tr>
                <td class="break">{file.name}</td>
                <td class="right num">{formatBytes(file.bytes)}</td>
                <td>
                  <code class="break">{file.sha256}</code>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </details>
  );
}
