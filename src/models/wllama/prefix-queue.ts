import type { ChatMessage } from "../language-model.ts";

/** Lets one call run at a time, and of those waiting first the ones that continue what the cache holds. */
interface PrefixQueue {
  /** Runs `work` when its turn comes; undefined if the signal aborted it while it waited. */
  run<T>(prefix: string, signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined>;
}

/** Where a prompt has no system message, its instruction stands at the start of the first one. */
const sharedCharacters = 300;

/** What calls of one prompt have in common. */
export function prefixOf(messages: readonly ChatMessage[]): string {
  const [first] = messages;
  if (first === undefined) return "";
  return first.role === "system" ? first.content : first.content.slice(0, sharedCharacters);
}

interface Waiting {
  readonly prefix: string;
  readonly start: () => void;
}

/** After so many calls of one prefix in a row the oldest call of another has its turn. */
const fairTurns = 256;

/**
 * A long prompt shared by many short examples is read once if those examples run one after another; between
 * two prompts the cache is lost. So calls queue by prefix, oldest first within it.
 */
export function makePrefixQueue(): PrefixQueue {
  const waiting: Waiting[] = [];
  let busy = false;
  let current: string | undefined;
  let turns = 0;

  function next(): void {
    const oldest = waiting[0];
    if (busy || oldest === undefined) return;
    const same = turns < fairTurns ? waiting.find((call) => call.prefix === current) : undefined;
    const chosen = same ?? oldest;
    turns = chosen.prefix === current ? turns + 1 : 0;
    current = chosen.prefix;
    waiting.splice(waiting.indexOf(chosen), 1);
    busy = true;
    chosen.start();
  }

  return {
    run: <T>(prefix: string, signal: AbortSignal, work: () => Promise<T>) =>
      new Promise<T | undefined>((resolve, reject) => {
        if (signal.aborted) return resolve(undefined);
        const call: Waiting = {
          prefix,
          start: () => {
            signal.removeEventListener("abort", leave);
            void work()
              .then(resolve, reject)
              .finally(() => {
                busy = false;
                next();
              });
          },
        };
        const leave = (): void => {
          const at = waiting.indexOf(call);
          if (at >= 0) waiting.splice(at, 1);
          resolve(undefined);
        };
        signal.addEventListener("abort", leave, { once: true });
        waiting.push(call);
        next();
      }),
  };
}
