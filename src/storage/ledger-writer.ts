import { recordModelCalls } from "./answers.ts";
import { attemptWrite } from "./quota.ts";
import type { ModelCallRow } from "./rows.ts";
import type { StudioDatabase } from "./schema.ts";

/** Notes of what left this machine, written together a moment later: a ledger must not slow the calls it lists. */
export interface LedgerWriter {
  record(row: ModelCallRow): void;
  /** Resolves when everything noted so far is stored. */
  flush(): Promise<void>;
}

const gatherMs = 100;

/** On a full disk the notes stay in memory and are written with the next ones. */
export function makeLedgerWriter(db: StudioDatabase): LedgerWriter {
  let noted: ModelCallRow[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    last = last.then(async () => {
      const rows = noted;
      noted = [];
      if (rows.length === 0 || !db.isOpen()) return;
      const outcome = await attemptWrite(() => recordModelCalls(db, rows));
      if (outcome.kind === "quota") noted = [...rows, ...noted];
    });
    return last;
  }

  return {
    record(row) {
      noted.push(row);
      timer ??= setTimeout(() => void flush(), gatherMs);
    },
    flush,
  };
}
