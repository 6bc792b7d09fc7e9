import PQueue from "p-queue";

import { abortedFailure } from "../failure.ts";
import type { LanguageModel } from "../language-model.ts";

/** Lets at most so many calls be under way; the others wait in a queue, which is all they cost. */
export function withConcurrency(
  model: LanguageModel,
  most = model.capabilities.maxConcurrent,
): LanguageModel {
  const queue = new PQueue({ concurrency: Math.max(1, most) });
  return {
    ...model,
    capabilities: { ...model.capabilities, maxConcurrent: most },
    complete: (request, signal, onWritten) =>
      queue
        .add(async () => model.complete(request, signal, onWritten), { signal })
        .catch((thrown: unknown) => {
          if (signal.aborted) return abortedFailure;
          throw thrown;
        }),
  };
}
