import type { OuterLimit } from "../engine/ports.ts";
import type { RunRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import type { Task } from "../tasks/task.ts";
import type { PatientWriter } from "./patient-write.ts";
import type { RequestPurse } from "./request-purse.ts";
import type { RunControl } from "./run-control.ts";
import type { RunModels } from "./run-models.ts";
import type { UsageMeter } from "./usage-meter.ts";

/** Requests of the search; the sealed test has no limit. */
export interface Purses {
  readonly rollouts: RequestPurse;
  readonly letters: RequestPurse;
  readonly test: RequestPurse;
}

/** Everything the ports of one run share. */
export interface RunContext {
  readonly run: RunRow;
  readonly task: Task;
  readonly db: StudioDatabase;
  /** Same database, for answers that were paid for: a commit there has reached the disk. */
  readonly strictDb: StudioDatabase;
  readonly models: RunModels;
  readonly control: RunControl;
  readonly writer: PatientWriter;
  readonly meter: UsageMeter;
  readonly purses: Purses;
  readonly now: () => number;
  /** Seconds this run has been worked on, over all its sessions. */
  readonly activeSeconds: () => number;
  /** The limit on time, tokens or money that is reached, checked before each call: overshoot is the calls in flight. */
  readonly reachedLimit: () => OuterLimit | null;
  /** How many calls are with a model right now, for whoever watches. */
  readonly onInFlight: (count: number) => void;
  /** What the Reflection model has written so far of its letter; empty when it has ended. */
  readonly onWriting: (text: string) => void;
}
