import type { TaskSpec } from "../task-spec.ts";
import { defaultRoutingSizes, type RoutingSizes } from "./generate-routing.ts";
import { oneLabelProgram } from "./one-label-program.ts";

/** The prompt every routing run starts from. */
export const routingSeedPrompt = "Label the message.";

/** Message routing under the hidden house policy of a seed: the task the embedded model was made for. */
export function routingTask(policySeed: number, sizes: RoutingSizes = defaultRoutingSizes): TaskSpec {
  return {
    id: `routing-${policySeed}`,
    name: "Support routing",
    source: { kind: "generated", generator: "routing", policySeed, sizes },
    ...oneLabelProgram("route"),
    seedCandidate: { instruction: routingSeedPrompt },
    objective: "Every message gets the label the house wants.",
  };
}
