import type { RunLocks } from "../../src/runs/run-lock.ts";

/** Locks with the meaning of the browser's, for Node: one holder per name, others wait in line. */
export function memoryLocks(): RunLocks {
  const lines = new Map<string, (() => void)[]>();

  function release(name: string): () => void {
    return () => {
      const next = lines.get(name)?.shift();
      if (next === undefined) lines.delete(name);
      else next();
    };
  }

  return {
    async take(name) {
      if (lines.has(name)) return null;
      lines.set(name, []);
      return release(name);
    },
    async await(name, signal) {
      const line = lines.get(name);
      if (line === undefined) {
        lines.set(name, []);
        return release(name);
      }
      return new Promise((resolve) => {
        line.push(() => resolve(release(name)));
        signal.addEventListener("abort", () => resolve(null), { once: true });
      });
    },
  };
}
