import { createSeededRandom } from "../../src/shared/seeded-random.ts";

/** Where in a run a kill falls. */
export const phases = [
  "model loading",
  "Pareto evaluation",
  "mid-rollout",
  "reflection",
  "between commit and acknowledgement",
  "final test",
] as const;
export type Phase = (typeof phases)[number];

/** How a run is killed. */
export const killKinds = ["close", "crash", "reload", "workers"] as const;
export type KillKind = (typeof killKinds)[number];

export interface PlannedKill {
  readonly phase: Phase;
  readonly kind: KillKind;
  /** The how-manieth request (or event) of that phase since the run last went on. */
  readonly nth: number;
}

const furthest: Readonly<Record<Phase, number>> = {
  "model loading": 1,
  "Pareto evaluation": 8,
  "mid-rollout": 9,
  reflection: 1,
  "between commit and acknowledgement": 3,
  "final test": 10,
};

/** The kills of one run, in an order in which the run meets them. */
export function planKills(seed: number, order: readonly Phase[]): PlannedKill[] {
  const random = createSeededRandom(seed, "kill plan");
  return order.map((phase) => ({
    phase,
    kind: random.pick(killKinds),
    nth: 1 + random.below(furthest[phase]),
  }));
}
