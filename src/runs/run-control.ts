import type { RunLimits, WaitReason } from "../storage/rows.ts";

/** Why a run came to rest before its end. */
export type Rest = { readonly kind: "paused" } | { readonly kind: "waiting"; readonly reason: WaitReason };

/**
 * How a run under way is told to rest or to stop. Resting needs no co-operation of the engine: the ports simply do
 * not answer any more, the conductor turns away from the generator, and going on later is the same as after a kill.
 */
export interface RunControl {
  /** The engine's stop signal: aborted once a person asked to stop. */
  readonly stop: AbortSignal;
  /** Resolves when the run is to rest, after which no port answers. */
  readonly resting: Promise<Rest>;
  /** True when no new call may start. */
  isHalting(): boolean;
  askStop(): void;
  askPause(): void;
  /** A pause that was asked for but not yet come to is taken back. */
  takeBackPause(): void;
  /** Comes to rest now. Called by whoever has nothing more to finish; the first reason counts. */
  rest(reason: Rest): void;
  isResting(): boolean;
  /** True when a pause was asked for. */
  pauseAsked(): boolean;
  /** Limits as they are now; a person may change them during the run. */
  limits(): RunLimits | undefined;
  noteLimits(limits: RunLimits | undefined): void;
  /** Work that must end before the run's lock is given back. */
  track<T>(work: Promise<T>): Promise<T>;
  settle(): Promise<void>;
}

export function makeRunControl(first?: RunLimits): RunControl {
  let limits = first;
  const stopper = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  let pause = false;
  let rested = false;
  let announce: (rest: Rest) => void = () => undefined;
  const resting = new Promise<Rest>((resolve) => {
    announce = resolve;
  });
  return {
    stop: stopper.signal,
    resting,
    isHalting: () => pause || rested || stopper.signal.aborted,
    askStop: () => stopper.abort(),
    askPause: () => {
      pause = true;
    },
    takeBackPause: () => {
      pause = false;
    },
    isResting: () => rested,
    pauseAsked: () => pause,
    rest(reason) {
      rested = true;
      announce(reason);
    },
    limits: () => limits,
    noteLimits(now) {
      limits = now;
    },
    track(work) {
      underWay.add(work);
      void work.finally(() => underWay.delete(work)).catch(() => undefined);
      return work;
    },
    async settle() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** The run comes to rest, paused; who asked gets no answer. */
export function restPaused<T>(control: RunControl): Promise<T> {
  control.rest({ kind: "paused" });
  return never();
}

/** What a port returns when the run rests: never an answer. */
export function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}
