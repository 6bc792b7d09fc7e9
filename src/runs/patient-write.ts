import { attemptWrite } from "../storage/quota.ts";

/** How often a full disk is tried again without being asked. */
const retryMs = 4000;

/**
 * A write that waits out a full disk. The worker keeps the answer it received in memory meanwhile: nothing is lost as
 * long as the tab stays, and the run says what it waits for.
 */
export interface PatientWriter {
  write<T>(work: () => PromiseLike<T>): Promise<T>;
  /** The user has made room: try now. */
  retryNow(): void;
}

export function makePatientWriter(listeners: {
  readonly onFull: (message: string) => Promise<void>;
  readonly onRoom: () => Promise<void>;
}): PatientWriter {
  const sleepers = new Set<() => void>();
  let waiting = 0;

  async function pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, retryMs);
      sleepers.add(wake);
    });
  }

  return {
    async write(work) {
      let isFull = false;
      for (;;) {
        const outcome = await attemptWrite(work);
        if (outcome.kind === "written") {
          if (isFull && --waiting === 0) await attemptWrite(listeners.onRoom);
          return outcome.value;
        }
        if (!isFull) waiting += 1;
        isFull = true;
        // Saying so is itself a write and may fail the same way; it is said again with the next try.
        await attemptWrite(() => listeners.onFull(outcome.message));
        await pause();
      }
    },
    retryNow() {
      for (const wake of sleepers) wake();
    },
  };
}
