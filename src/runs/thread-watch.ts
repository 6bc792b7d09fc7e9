import type { ModelFailure } from "../models/language-model.ts";

/** Signs of life missed in a row that mean death. One may be missed by a machine that was asleep. */
const mostMissed = 2;

/** Asks a thread for a sign of life this often while something is asked of it, and waits this long for one. */
export interface WatchTimes {
  readonly everyMs: number;
  readonly patienceMs: number;
}

const usual: WatchTimes = { everyMs: 5000, patienceMs: 20_000 };

const gone: ModelFailure = {
  kind: "failed",
  error: "engine-dead",
  message:
    "The part of the studio that holds models has died (the browser may have run out of memory). Every answer that came back is stored; reload the page and the run goes on.",
};

/**
 * A thread that was killed answers nothing, not even an error: a call to it would wait for ever. The guard gives such a
 * call back as a failure once the thread shows no sign of life.
 */
export function makeThreadWatch(
  ping: () => Promise<unknown>,
  times: WatchTimes = usual,
): <T>(work: Promise<T>) => Promise<T | ModelFailure> {
  let isDead = false;
  let underWay = 0;
  let watching: Promise<void> | undefined;
  const mourners = new Set<() => void>();
  const sleep = (ms: number) => new Promise<"late">((resolve) => setTimeout(() => resolve("late"), ms));

  const isAlive = async () =>
    (await Promise.race([ping().then(() => "alive" as const), sleep(times.patienceMs)])) === "alive";

  async function watch(): Promise<void> {
    let missed = 0;
    while (underWay > 0 && missed < mostMissed) {
      await sleep(times.everyMs);
      if (underWay > 0) missed = (await isAlive()) ? 0 : missed + 1;
    }
    watching = undefined;
    if (missed < mostMissed) return;
    isDead = true;
    for (const mourn of mourners) mourn();
  }

  return async (work) => {
    if (isDead) isDead = !(await isAlive());
    if (isDead) return gone;
    underWay += 1;
    watching ??= watch();
    let mourn: () => void = () => undefined;
    const death = new Promise<ModelFailure>((resolve) => {
      mourn = () => resolve(gone);
      mourners.add(mourn);
    });
    try {
      return await Promise.race([work, death]);
    } finally {
      underWay -= 1;
      mourners.delete(mourn);
    }
  };
}
