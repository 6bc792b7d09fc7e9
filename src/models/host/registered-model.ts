import { isLocal } from "../kinds/model-kinds.ts";
import type { LoadProgress, ModelFailure } from "../language-model.ts";
import type { HostedChoice } from "../model-choice.ts";
import type { ReportProgress } from "../weights.ts";
import type { ReadyModel } from "./loader.ts";

export type Loading = Promise<ReadyModel | ModelFailure>;

/** A model this worker was asked for, in memory or not. */
export interface RegisteredModel {
  readonly choice: HostedChoice;
  /** Who asked for it, and how each is told: also of a later load, when it comes back after making room. */
  readonly listeners: Map<object, ReportProgress>;
  loading: Loading | undefined;
  stop: AbortController;
  lastUsed: number;
  inFlight: number;
  /** Bytes of weights: as expected, and exactly once it was loaded; 0 where nobody knows. */
  heldBytes: number;
  label: string;
}

export const newlyRegistered = (choice: HostedChoice): RegisteredModel => ({
  choice,
  listeners: new Map(),
  loading: undefined,
  stop: new AbortController(),
  lastUsed: 0,
  inFlight: 0,
  heldBytes: 0,
  label: "another model",
});

/** Loading waits for no listener: one may be busy, and one whose thread is gone never answers. */
export function tell({ listeners }: RegisteredModel, progress: LoadProgress): void {
  for (const listener of listeners.values()) listener(progress).catch(() => undefined);
}

/** Idle models in memory beside the one that asks, the longest unused first. */
export function idleBeside(
  asking: RegisteredModel,
  all: Iterable<RegisteredModel>,
): readonly RegisteredModel[] {
  return [...all]
    .filter(
      (other) =>
        other !== asking && isLocal(other.choice) && other.loading !== undefined && other.inFlight === 0,
    )
    .toSorted((a, b) => a.lastUsed - b.lastUsed);
}

/** Out of memory; whoever needs it next loads it again. */
export async function release(model: RegisteredModel): Promise<void> {
  const { loading } = model;
  if (loading === undefined) return;
  model.loading = undefined;
  model.stop.abort();
  const outcome = await loading;
  if (outcome.kind === "ready") await outcome.model.dispose();
}

/** Releases others for the one that asks, and says so to whoever waits for it. */
export async function swapOut(asking: RegisteredModel, others: readonly RegisteredModel[]): Promise<void> {
  for (const other of others) {
    const text = `${other.label} is put aside to make room for it, and comes back when its turn comes`;
    tell(asking, { phase: "read", text });
    await release(other);
  }
}
