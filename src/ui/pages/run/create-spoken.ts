import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";

/** A live region may speak this often; more would drown everything else. */
const quietMs = 10_000;

/** The newest text, handed on at most every ten seconds: for live regions of things that change all the time. */
export function createSpoken(text: Accessor<string>): Accessor<string> {
  const [spoken, setSpoken] = createSignal("");
  let lastAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(text, () => {
      if (timer !== undefined) return;
      timer = setTimeout(
        () => {
          timer = undefined;
          lastAt = performance.now();
          setSpoken(text());
        },
        Math.max(0, lastAt + quietMs - performance.now()),
      );
    }),
  );
  onCleanup(() => clearTimeout(timer));
  return spoken;
}
