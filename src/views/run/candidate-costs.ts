import { isEndpoint, type ModelChoice } from "../../models/model-choice.ts";

/** What a score is held against: the name of the choice, and of the axis. */
export const costs = {
  tokens: { label: "Against length", name: "tokens" },
  latency: { label: "Time", name: "seconds a rollout" },
  money: { label: "Money", name: "$ a rollout" },
} as const;

export type Cost = keyof typeof costs;

/** What a Student costs: one of this machine costs no money. */
export function costsOf(student: ModelChoice): readonly Cost[] {
  return isEndpoint(student) ? ["tokens", "latency", "money"] : ["tokens", "latency"];
}
