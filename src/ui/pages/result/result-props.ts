import type { RunState } from "../../../engine/index.ts";
import type { RunRow } from "../../../storage/rows.ts";

/** What every part of a result is about. */
export interface ResultProps {
  readonly run: RunRow;
  readonly state: RunState;
  /** Which candidate won. */
  readonly winner: number;
}
