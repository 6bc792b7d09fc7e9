import type { RunNews } from "../protocol/run-worker.ts";

/** Throwaway news for whoever listens: only the newest of a kind is kept while a listener is still busy. */
interface NewsDesk {
  tell(news: RunNews): void;
  /** Never resolves: the listener is called as long as its thread lives. */
  subscribe(listener: (news: RunNews) => Promise<void>): Promise<void>;
}

/** News is handed on at most this often; a screen draws no faster. */
const gapMs = 50;

export function makeNewsDesk(): NewsDesk {
  const desks = new Set<(news: RunNews) => void>();

  return {
    tell(news) {
      for (const desk of desks) desk(news);
    },
    subscribe(listener) {
      const newest = new Map<string, RunNews>();
      let isBusy = false;

      async function handOn(): Promise<void> {
        isBusy = true;
        while (newest.size > 0) {
          const batch = [...newest.values()];
          newest.clear();
          // Awaited: the listener's answer is the back-pressure.
          for (const news of batch) await listener(news);
          await new Promise((resolve) => setTimeout(resolve, gapMs));
        }
        isBusy = false;
      }

      desks.add((news) => {
        newest.set(`${news.kind} ${news.runId} ${"role" in news ? news.role : ""}`, news);
        if (!isBusy) void handOn();
      });
      return new Promise(() => undefined);
    },
  };
}
