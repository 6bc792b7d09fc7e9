import type { CompletionOutcome, CompletionRequest } from "../../src/models/language-model.ts";
import type { CallContext } from "../../src/models/loaded-model.ts";
import type { LoadModel } from "../../src/runs/run-models.ts";
import { ruleFollower } from "./rule-follower.ts";

/** One call that reached the scripted model. */
export interface AskedCall extends CallContext {
  readonly request: CompletionRequest;
}

export interface ScriptedModels {
  readonly load: LoadModel;
  /** Every call that reached a model, oldest first. */
  readonly asked: readonly AskedCall[];
  readonly mostAtOnce: () => number;
}

export interface Script {
  readonly answer?: (
    request: CompletionRequest,
    context: CallContext,
    signal: AbortSignal,
  ) => CompletionOutcome | Promise<CompletionOutcome>;
  readonly maxConcurrent?: number;
  readonly loads?: () => void;
}

/** Models that follow a script instead of weights, behind the same port as real ones. */
export function scriptedModels(script: Script = {}): ScriptedModels {
  const asked: AskedCall[] = [];
  const answer = script.answer ?? ((request) => ruleFollower(request));
  let now = 0;
  let most = 0;
  return {
    asked,
    mostAtOnce: () => most,
    load: async (choice) => {
      script.loads?.();
      return {
        kind: "ready",
        used: { identity: `scripted ${choice.kind}`, label: "A script" },
        capabilities: {
          prefixReuse: "none",
          seed: false,
          temperature: false,
          jsonSchema: false,
          deterministic: true,
          maxConcurrent: script.maxConcurrent ?? 8,
          abort: "request",
        },
        async complete(request, context, signal) {
          asked.push({ ...context, request });
          most = Math.max(most, ++now);
          try {
            return await answer(request, context, signal);
          } finally {
            now -= 1;
          }
        },
      };
    },
  };
}
