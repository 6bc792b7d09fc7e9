/** Keys in the memory of one worker, each for one exact origin; gone with the tab. */
export interface KeyRing {
  remember(origin: string, key: string): void;
  forget(origin: string): void;
  keyFor(origin: string): string | undefined;
  /** The origins, never the keys. */
  origins(): readonly string[];
}

/** Keys are matched by scheme, host and port exactly: a key for one host never reaches another. */
export function makeKeyRing(): KeyRing {
  const keys = new Map<string, string>();
  return {
    remember: (origin, key) => void keys.set(new URL(origin).origin, key.trim()),
    forget: (origin) => void keys.delete(new URL(origin).origin),
    keyFor: (origin) => keys.get(new URL(origin).origin),
    origins: () => [...keys.keys()].toSorted(),
  };
}
