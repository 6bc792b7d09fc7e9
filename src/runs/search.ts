import type { JournalEvent } from "../engine/journal/events.ts";
import { optimize } from "../engine/optimize.ts";
import type { EnginePorts } from "../engine/ports.ts";
import type { RunState } from "../engine/state/state.ts";
import { isRivalName, runRival } from "../rivals/run-rival.ts";
import type { RunRow } from "../storage/rows.ts";
import type { Task } from "../tasks/task.ts";
import { feedbackLevelOf, limitFeedback } from "./feedback-level.ts";
import { rivalPorts } from "./rival-ports.ts";

/**
 * GEPA goes on from its state; a rival is run again from its start, along its journal, its calls answered from
 * storage. The journal is read only where it is needed.
 */
export async function searchOf(
  run: RunRow,
  task: Task,
  ports: EnginePorts,
  state: RunState,
  readJournal: () => Promise<readonly JournalEvent[]>,
): Promise<AsyncGenerator<JournalEvent, unknown, void>> {
  if (isRivalName(run.optimizer))
    return runRival(run.optimizer, run.engine, rivalPorts(ports, task), await readJournal());
  return optimize(run.engine, limitFeedback(ports, task, feedbackLevelOf(run.optimizer)), state);
}
