/** Who conducts a run holds its lock; it is given back when the worker ends, however it ends. */
export interface RunLocks {
  /** Takes the lock if nobody has it; null otherwise. The returned function gives it back. */
  take(name: string): Promise<(() => void) | null>;
  /** Waits for the lock, until the signal gives up. */
  await(name: string, signal: AbortSignal): Promise<(() => void) | null>;
}

/** The browser's own locks, shared by every tab and worker of the origin. */
export function webLocks(locks: LockManager): RunLocks {
  function hold(name: string, options: LockOptions): Promise<(() => void) | null> {
    return new Promise((resolve, reject) => {
      locks
        .request(name, options, (lock) => {
          if (lock === null) {
            resolve(null);
            return undefined;
          }
          return new Promise<void>((release) => resolve(release));
        })
        .catch((error: unknown) => {
          if (error instanceof DOMException && error.name === "AbortError") resolve(null);
          else reject(error);
        });
    });
  }
  return {
    take: (name) => hold(name, { ifAvailable: true }),
    await: (name, signal) => hold(name, { signal }),
  };
}
