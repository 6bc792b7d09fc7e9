import type { EnginePorts, EvaluationCall, EvaluationOutcome } from "../engine/ports.ts";
import type { FeedbackLevel } from "../rivals/optimizers.ts";
import type { Task } from "../tasks/task.ts";

/** The same ports, with the feedback in every record cut down to the level. */
export function limitFeedback(ports: EnginePorts, task: Task, level: FeedbackLevel): EnginePorts {
  if (level === "all") return ports;
  return {
    ...ports,
    // Whoever is told only the score does not get answers by another door.
    workedExample: level === "score-only" ? undefined : ports.workedExample,
    async evaluate(calls) {
      const byIndex = new Map(calls.map((call) => [call.callIndex, call]));
      const outcomes = await ports.evaluate(calls);
      return outcomes.map((outcome) => limited(outcome, byIndex.get(outcome.callIndex), task, level));
    },
  };
}

function limited(
  outcome: EvaluationOutcome,
  call: EvaluationCall | undefined,
  task: Task,
  level: FeedbackLevel,
): EvaluationOutcome {
  if (outcome.kind === "failed" || outcome.records === undefined || call === undefined) return outcome;
  const example = task.examples(call.split)[call.example];
  const expected = Object.values(example?.expected ?? {}).join(" ");
  const feedback =
    level === "score-only"
      ? `Score: ${outcome.score}. Possible answers: ${answersOf(task).join(", ")}.`
      : outcome.score >= 1
        ? `Right: "${expected}".`
        : `Expected "${expected}", got "${outcome.output}".`;
  const records = Object.fromEntries(
    Object.entries(outcome.records).map(([component, record]) => [
      component,
      { ...record, Feedback: feedback },
    ]),
  );
  return { ...outcome, records };
}

/** Every answer the feedback rows know, so that a blind reflector guesses from the same list as the blind searches. */
function answersOf(task: Task): string[] {
  return [
    ...new Set(task.examples("feedback").flatMap(({ expected }) => Object.values(expected))),
  ].toSorted();
}
