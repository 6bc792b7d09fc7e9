import { attemptWrite, type WriteOutcome } from "../storage/quota.ts";

/** How often a full disk is tried again without being asked. */
const retryMs = 4000;
/** Pauses before a write that failed for another reason is tried again. */
const againMs: readonly number[] = [20, 300, 1500];

/**
 * A write that waits out a full disk. The worker keeps the answer it received in memory meanwhile: nothing is lost as
 * long as the tab stays, and the run says what it waits for. A write that fails otherwise is tried again a few times, so
 * what is written must be the same when it is written twice.
 */
export interface PatientWriter {
  write<T>(work: () => PromiseLike<T>): Promise<T>;
  /** The user has made room: try now. */
  retryNow(): void;
}

/** The browser's storage did not take a write, however often it was asked. The message is a whole sentence. */
export class StorageFault extends Error {
  override name = "StorageFault";
}

/** A database that was closed under us takes no write any more. */
const isClosed = (error: unknown): boolean =>
  error instanceof Error && ["DatabaseClosedError", "InvalidStateError"].includes(error.name);

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
        const outcome = await attemptAgain(work);
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

/** One failed write is no end: a browser's storage has hiccups. */
async function attemptAgain<T>(work: () => PromiseLike<T>): Promise<WriteOutcome<T>> {
  for (let tries = 0; ; tries++) {
    try {
      return await attemptWrite(work);
    } catch (error) {
      const wait = againMs[tries];
      if (isClosed(error)) throw error;
      if (wait === undefined) throw new StorageFault(refusal(error), { cause: error });
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

function refusal(error: unknown): string {
  // Dexie repeats what the browser said on lines of its own.
  const [said = ""] = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split(
    "\n",
  );
  return `The browser's storage did not take what the run had to write, ${againMs.length + 1} times in a row (${said}). Everything before that is stored. Go on; if it comes back, free some room or restart the browser.`;
}
