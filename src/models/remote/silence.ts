/** Why a call was given up: nothing came for too long, or what came took far too long. */
export type GivenUp = "silence" | "length";

/** The longest a timer waits: a longer one would end at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Ends a call with its caller's signal, or when patience with its host is over; `settle` lets go of both. */
interface Patience {
  readonly ended: AbortSignal;
  /** Something came: the silence begins anew. */
  heard(): void;
  gaveUp(): GivenUp | undefined;
  settle(): void;
}

/**
 * A long answer from a slow model goes on for as long as words come; `longestMs` is for a host that sends just enough never
 * to be silent.
 */
export function makePatience(signal: AbortSignal, silenceMs: number, longestMs: number): Patience {
  const controller = new AbortController();
  let givenUp: GivenUp | undefined;
  const giveUp = (why: GivenUp): void => {
    givenUp ??= why;
    controller.abort(new DOMException("patience is over", "TimeoutError"));
  };
  const whole = setTimeout(giveUp, Math.min(longestMs, longestTimerMs), "length");
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => controller.abort(signal.reason);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, Math.min(silenceMs, longestTimerMs), "silence");
  };
  heard();
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return {
    ended: controller.signal,
    heard,
    gaveUp: () => givenUp,
    settle() {
      clearTimeout(whole);
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    },
  };
}
