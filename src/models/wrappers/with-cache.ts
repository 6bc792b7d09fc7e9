import type { Completion, CompletionRequest, LanguageModel } from "../language-model.ts";

/** Where answers are kept; a Map does. */
export interface AnswerStore {
  get(key: string): Completion | undefined;
  set(key: string, answer: Completion): void;
}

/** Forgets the answers not asked for the longest. */
export function makeAnswerStore(most: number): AnswerStore {
  const answers = new Map<string, Completion>();
  return {
    get(key) {
      const found = answers.get(key);
      if (found === undefined) return undefined;
      answers.delete(key);
      answers.set(key, found);
      return found;
    },
    set(key, answer) {
      answers.set(key, answer);
      const [oldest] = answers.keys();
      if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    },
  };
}

/** Sampling by chance must stay by chance: only a greedy or a seeded request has one right answer. */
const isRepeatable = (request: CompletionRequest): boolean =>
  request.temperature === 0 || request.seed !== undefined;

/**
 * Gives the answer of an earlier request again if model, weights, messages and sampling are all the same.
 */
export function withCache(model: LanguageModel, store: AnswerStore): LanguageModel {
  return {
    ...model,
    async complete(request, signal, onWritten) {
      if (!isRepeatable(request)) return model.complete(request, signal, onWritten);
      const key = JSON.stringify([model.identity, request]);
      const known = store.get(key);
      if (known !== undefined)
        return {
          ...known,
          fromCache: true,
          latencyMs: 0,
          ...(known.costUsd === undefined ? {} : { costUsd: 0 }),
        };
      const outcome = await model.complete(request, signal, onWritten);
      if (outcome.kind === "completed") store.set(key, outcome);
      return outcome;
    },
  };
}
