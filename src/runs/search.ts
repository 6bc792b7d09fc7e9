import type { JournalEvent } from "../engine/journal/events.ts";
import { optimize } from "../engine/optimize.ts";
import type { EnginePorts } from "../engine/ports.ts";
import type { RunState } from "../engine/state/state.ts";
import { isOptimizer, isRival, optimizerNames, optimizers } from "../rivals/optimizers.ts";
import { runRival } from "../rivals/run-rival.ts";
import type { RunRow } from "../storage/rows.ts";
import type { Task } from "../tasks/task.ts";
import { limitFeedback } from "./feedback-level.ts";
import { rivalPorts } from "./rival-ports.ts";

/**
 * GEPA goes on from its state; a rival is run again from its start, along its journal, its calls answered from
 * storage. The journal is read only where it is needed. Throws for an optimizer this studio does not know.
 */
export async function searchOf(
  run: RunRow,
  task: Task,
  ports: EnginePorts,
  state: RunState,
  readJournal: () => Promise<readonly JournalEvent[]>,
): Promise<AsyncGenerator<JournalEvent, unknown, RunState>> {
  const name = run.optimizer;
  if (!isOptimizer(name)) {
    const known = optimizerNames.join(", ");
    throw new Error(
      `This studio has no optimizer called "${name}", so the run cannot go on. It knows: ${known}.`,
    );
  }
  if (isRival(name))
    return runRival(name, run.engine, rivalPorts(ports, task, run.task.program), await readJournal());
  return optimize(run.engine, limitFeedback(ports, task, optimizers[name].search.feedback), state);
}
