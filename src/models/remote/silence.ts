/** Ends a call with its caller's signal, or after so long without a sign of life; `settle` lets go of both. */
interface Patience {
  readonly ended: AbortSignal;
  /** Something came: the silence begins anew. */
  heard(): void;
  wasSilent(): boolean;
  settle(): void;
}

/** Length is no fault: a long answer from a slow model goes on for as long as words come. */
export function makePatience(signal: AbortSignal, silenceMs: number): Patience {
  const controller = new AbortController();
  let isSilent = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => controller.abort(signal.reason);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isSilent = true;
      controller.abort(new DOMException("nothing came for too long", "TimeoutError"));
    }, silenceMs);
  };
  heard();
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return {
    ended: controller.signal,
    heard,
    wasSilent: () => isSilent,
    settle() {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    },
  };
}
