import type { RecordedRun } from "../recorded-run.ts";
import { formatPercent } from "./numbers.ts";

/** What plays the Student of a gallery task well enough to be worth recording, in a reader's words. */
const suchAs: Readonly<Record<string, string>> = {
  "a model of 1 billion parameters or more":
    "a model such as Llama 3.2 1B or Qwen2.5 1.5B on a graphics card, or any endpoint",
  "a local model and a stronger remote one":
    "a local model such as Llama 3.2 1B and a stronger one at an endpoint",
};

export function noRecordingWords(needs: string): string {
  return `No recorded run yet: it needs ${suchAs[needs] ?? needs}.`;
}

/** What a recorded run came to, behind the deed that opens it; its date is not broken between lines. */
export function recordingWords({ seedScore, bestScore, model, date }: RecordedRun): string {
  const scores = `${formatPercent(seedScore, 0)} → ${formatPercent(bestScore, 0)}`;
  return `: ${scores}, ${model}, ${date.replaceAll("-", "\u2011")}`;
}
