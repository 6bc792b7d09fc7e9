import type { RecordLeaving } from "../models/loaded-model.ts";
import { attemptWrite } from "./quota.ts";
import { noteLeaving, noteLines, noteReturned } from "./requests.ts";
import type { ModelCallRow } from "./rows.ts";
import type { StudioDatabase } from "./schema.ts";

/** The ledger as whoever sends requests writes it. */
interface LedgerWriter {
  /** Notes that are written together a moment later: for requests that are nobody's call. */
  record(row: ModelCallRow): void;
  /** Stored when it resolves; the request may leave then. */
  readonly leaving: RecordLeaving;
  /** Resolves when everything noted so far is stored. */
  flush(): Promise<void>;
}

const gatherMs = 100;

/** On a full disk the notes stay in memory and are written with the next ones. */
export function makeLedgerWriter(db: StudioDatabase): LedgerWriter {
  let noted: ModelCallRow[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<void> = Promise.resolve();

  function record(row: ModelCallRow): void {
    noted.push(row);
    timer ??= setTimeout(() => void flush(), gatherMs);
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    last = last.then(async () => {
      const rows = noted;
      noted = [];
      if (rows.length === 0 || !db.isOpen()) return;
      const outcome = await attemptWrite(() => noteLines(db, rows));
      if (outcome.kind === "quota") noted = [...rows, ...noted];
    });
    return last;
  }

  return {
    record,
    async leaving(entry) {
      const noting = await attemptWrite(() => noteLeaving(db, entry));
      // No room to write it down first: the answer finds none either, and the run says so then.
      if (noting.kind === "quota") return async (end) => record({ ...entry, ...end });
      return async ({ bytesIn, status, usage, costUsd }, isRefused) => {
        const end = {
          bytesIn,
          status,
          isRefused,
          ...(usage === undefined ? {} : { usage }),
          ...(costUsd === undefined ? {} : { costUsd }),
        };
        // Unwritten it stays open, and counts as perhaps paid for.
        await attemptWrite(() => noteReturned(db, noting.value, end)).catch(() => undefined);
      };
    },
    flush,
  };
}
