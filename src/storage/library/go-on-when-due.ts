import { liveQuery } from "dexie";

import { runsInStatus } from "../read/runs.ts";
import type { RunRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** When a waiting run goes on by itself, ms since 1970; undefined for one that waits for a person. */
function goesOnAt({ waiting, wish }: RunRow): number | undefined {
  return wish === "run" && waiting?.kind === "model" ? waiting.until : undefined;
}

/** Asks for every waiting run whose time is over; several tabs may do so at once. */
async function goOn(db: StudioDatabase, now: number): Promise<void> {
  await db.transaction("rw", db.runs, async () => {
    for (const row of await runsInStatus(db, ["waiting"]))
      if ((goesOnAt(row) ?? Infinity) <= now) await db.runs.update(row.id, { status: "requested" });
  });
}

/**
 * Lets waiting runs go on by themselves when their time is over, also when it was over before this was opened.
 * Returns what ends it.
 */
export function goOnWhenDue(db: StudioDatabase, now: () => number = Date.now): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const times = liveQuery(async () =>
    (await runsInStatus(db, ["waiting"])).flatMap((row) => goesOnAt(row) ?? []),
  );
  const subscription = times.subscribe({
    next: (found) => {
      clearTimeout(timer);
      if (found.length === 0) return;
      timer = setTimeout(() => void goOn(db, now()).catch(() => undefined), Math.min(...found) - now());
    },
    // A database that was closed has no runs to go on with.
    error: () => clearTimeout(timer),
  });
  return () => {
    subscription.unsubscribe();
    clearTimeout(timer);
  };
}
