import { modelAsked } from "./metrics/model-asked.ts";
import type { ModelRole } from "./task-spec.ts";

/** What decides how many requests a row takes. */
interface Asking {
  readonly program: { readonly modules: readonly { readonly role: ModelRole }[] };
  readonly metrics: readonly Parameters<typeof modelAsked>[0][];
  readonly repeats?: number;
}

/**
 * The most requests one row takes of each model: every prompt of the program and every judge, each as often as a row is
 * answered. A branch, or an answer that cannot be read, takes fewer.
 */
export function requestsByModel({ program, metrics, repeats }: Asking): Readonly<Record<ModelRole, number>> {
  const roles = [...program.modules.map((module) => module.role), ...metrics.map(modelAsked)];
  const count = (role: ModelRole): number =>
    roles.filter((one) => one === role).length * Math.max(1, repeats ?? 1);
  return { student: count("student"), reflection: count("reflection") };
}

/** The most requests one rollout sends; 0: no model is asked anything. */
export function requestsPerRollout(task: Asking): number {
  const { student, reflection } = requestsByModel(task);
  return student + reflection;
}

/** Whether a run's spending is known in requests: of a run from before they were counted only where a rollout is one. */
export function countsRequests(
  task: Asking,
  budget: { readonly requestsPerRollout?: number | null },
): boolean {
  return (budget.requestsPerRollout ?? null) !== null || requestsPerRollout(task) === 1;
}
