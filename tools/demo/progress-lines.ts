import type { JournalEvent, RunState } from "../../src/engine/index.ts";

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** The line an event deserves in the terminal, or undefined for the many that only prepare. */
export function progressLine(event: JournalEvent, after: RunState): string | undefined {
  const spent = `${after.spent.metricCalls} calls, ${after.spent.reflectionCalls} reflections`;
  switch (event.type) {
    case "run-started":
      return `started: ${event.spec.splits.feedback} feedback, ${event.spec.splits.pareto} Pareto and ${event.spec.splits.test} sealed test rows`;
    case "candidate-added": {
      const mean = percent(after.candidates[event.index]?.mean ?? 0);
      return event.kind === "seed"
        ? `seed prompt: ${mean} of the Pareto rows (${spent})`
        : `candidate ${event.index} (${event.kind} of ${event.parents.join(" and ")}): ${mean} of the Pareto rows (${spent})`;
    }
    case "children-judged": {
      const dropped = event.judgements.filter(({ verdict }) => verdict !== "selected").length;
      return dropped === 0
        ? undefined
        : `iteration ${event.iteration}: a rewrite was not better on its minibatch (${spent})`;
    }
    case "run-stopped":
      return `search ended: ${event.reason.kind} (${spent})`;
    case "test-evaluated":
      return `sealed test, candidate ${event.candidate}: ${percent(after.test.at(-1)?.mean ?? 0)} of ${event.rows.length} rows`;
    default:
      return undefined;
  }
}
