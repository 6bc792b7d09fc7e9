import { requestRun } from "../../storage/library/runs.ts";
import { saveTask } from "../../storage/library/tasks.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import { routingRun, type RoutingRunChoice } from "./routing-run.ts";

/** Stores a routing task and asks for its run, unless it is given up before that; true where it was asked for. */
export async function askForRoutingRun(
  db: StudioDatabase,
  choice: RoutingRunChoice,
  isGivenUp: () => boolean,
): Promise<boolean> {
  const request = await routingRun(choice);
  if (isGivenUp()) return false;
  await saveTask(db, request.task, Date.now());
  await requestRun(db, request, Date.now());
  return true;
}
