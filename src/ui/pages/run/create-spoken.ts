import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";

/** A live region may speak this often; more would drown everything else. */
const quietMs = 10_000;

/**
 * The newest text, handed on at most every ten seconds: for live regions of things that change all the time. When
 * `finding` changes it is handed on at once: an end or a pause must not wait behind a count.
 */
export function createSpoken(finding: Accessor<string>, numbers: Accessor<string>): Accessor<string> {
  const text = (): string => `${finding()} ${numbers()}`.trim();
  const [spoken, setSpoken] = createSignal("");
  let lastAt = Number.NEGATIVE_INFINITY;
  let lastFinding: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const speak = (): void => {
    clearTimeout(timer);
    timer = undefined;
    lastAt = performance.now();
    lastFinding = finding();
    setSpoken(text());
  };
  createEffect(
    on(text, () => {
      if (finding() !== lastFinding) speak();
      else timer ??= setTimeout(speak, Math.max(0, lastAt + quietMs - performance.now()));
    }),
  );
  onCleanup(() => clearTimeout(timer));
  return spoken;
}
