import type { JSX } from "solid-js";

import type { RunRow } from "../../../storage/rows.ts";
import { runScores } from "../../../views/run/run-scores.ts";
import { ProgressLine } from "../../kit/progress-line.tsx";

/** What is known of a run before its journal is read: how far it came. */
export function ReadingRun(props: { readonly run: RunRow; readonly share: number | undefined }): JSX.Element {
  return (
    <div class="stack">
      <h1>{[`Run ${props.run.number}`, runScores(props.run).text].filter(Boolean).join(": ")}</h1>
      <ProgressLine text={`Reading the journal of ${props.run.name}`} share={props.share} />
    </div>
  );
}
