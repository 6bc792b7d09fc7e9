import { createRoot, createSignal } from "solid-js";
import { afterEach, expect, test, vi } from "vitest";

import { holdScreen } from "../../src/ui/state/keep-awake.ts";

afterEach(() => vi.restoreAllMocks());

/** The browser's own lock, counted: an automated browser without a screen refuses it. */
function countLocks() {
  const held = { now: 0 };
  vi.spyOn(navigator.wakeLock, "request").mockImplementation(async () => {
    held.now += 1;
    return { release: async () => void (held.now -= 1) } as unknown as WakeLockSentinel;
  });
  return held;
}

test("the screen is held while a run goes and the page is looked at, and let go of at its end", async () => {
  const held = countLocks();
  const [isGoing, setGoing] = createSignal(false);
  let isSeen = true;
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => (isSeen ? "visible" : "hidden"));
  const turn = (seen: boolean): void => {
    isSeen = seen;
    document.dispatchEvent(new Event("visibilitychange"));
  };
  const end = createRoot((dispose) => {
    holdScreen(isGoing);
    return dispose;
  });
  await expect.poll(() => held.now).toBe(0);
  setGoing(true);
  await expect.poll(() => held.now).toBe(1);
  turn(false);
  await expect.poll(() => held.now).toBe(0);
  turn(true);
  await expect.poll(() => held.now).toBe(1);
  setGoing(false);
  await expect.poll(() => held.now).toBe(0);
  setGoing(true);
  await expect.poll(() => held.now).toBe(1);
  end();
  await expect.poll(() => held.now).toBe(0);
});

test("a refused lock is no fault", async () => {
  const asked = vi.spyOn(navigator.wakeLock, "request").mockRejectedValue(new DOMException("low battery"));
  const end = createRoot((dispose) => {
    holdScreen(() => true);
    return dispose;
  });
  await expect.poll(() => asked.mock.calls.length).toBe(1);
  end();
});
