import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";

const riseMs = 240;

/**
 * 0 to 1 within 240 ms, easing out, each time `step` grows while `isLive`; 1 at all other times and where the reader
 * wants no motion. A new step of the best line draws itself with it.
 */
export function createRise(step: Accessor<number>, isLive: Accessor<boolean>): Accessor<number> {
  const [rise, setRise] = createSignal(1);
  let frame = 0;
  createEffect(
    on(
      step,
      (now, before) => {
        if (before === undefined || now !== before + 1 || !isLive()) return;
        if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
        cancelAnimationFrame(frame);
        const from = performance.now();
        setRise(0);
        const next = (time: number): void => {
          const share = Math.min(1, Math.max(0, (time - from) / riseMs));
          setRise(1 - (1 - share) ** 3);
          if (share < 1) frame = requestAnimationFrame(next);
        };
        frame = requestAnimationFrame(next);
      },
      { defer: true },
    ),
  );
  onCleanup(() => {
    cancelAnimationFrame(frame);
  });
  return rise;
}
