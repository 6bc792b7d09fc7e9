/** Holds a lock for as long as this thread lives: a browser gives it back however the thread ends. Resolves once held. */
export function holdLife(locks: LockManager, name: string): Promise<void> {
  return new Promise((resolve) => {
    void locks.request(name, () => {
      resolve();
      return new Promise<never>(() => undefined);
    });
  });
}

/** Resolves when the thread that holds the lock has ended: true, or false when the signal gave up before. */
export async function untilDead(locks: LockManager, name: string, signal: AbortSignal): Promise<boolean> {
  try {
    await locks.request(name, { signal }, async () => undefined);
    return true;
  } catch {
    // Only the signal ends the wait for a lock.
    return false;
  }
}
