import { type Accessor, createEffect, createSignal, on } from "solid-js";

/** Speed is read off this many newest seconds, so that a slow start does not spoil the estimate. */
const WINDOW_MS = 30_000;
/** Below this many calls an estimate would be a guess. */
const FEWEST_CALLS = 12;

/** Calls per second as measured on this page while watching; undefined until enough was seen. */
export function createSpeed(
  calls: Accessor<number | undefined>,
  isRunning: Accessor<boolean>,
): Accessor<number | undefined> {
  const [speed, setSpeed] = createSignal<number>();
  let samples: { readonly at: number; readonly calls: number }[] = [];
  createEffect(
    on([calls, isRunning], ([count, running]) => {
      if (!running || count === undefined) {
        samples = [];
        setSpeed(undefined);
        return;
      }
      const now = performance.now();
      samples = [
        ...samples.filter((sample) => sample.at > now - WINDOW_MS && sample.calls <= count),
        { at: now, calls: count },
      ];
      const first = samples[0];
      if (!first || count - first.calls < FEWEST_CALLS || now === first.at) return;
      setSpeed((count - first.calls) / ((now - first.at) / 1000));
    }),
  );
  return speed;
}
