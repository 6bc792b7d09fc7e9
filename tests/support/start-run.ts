import { proxy, type Remote, transfer, wrap } from "comlink";

import type { RunNews, RunWorkerApi } from "../../src/protocol/run-worker.ts";
import type { StudentWorkerApi } from "../../src/protocol/student-worker.ts";
import { openDatabase } from "../../src/storage/open-database.ts";
import type { RunRow, RunStatus } from "../../src/storage/rows.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";

/** The real workers, joined by a port of their own, on a database of their own, as a page would start them. */
export interface StartedWorkers {
  readonly runs: Remote<RunWorkerApi>;
  readonly student: Remote<StudentWorkerApi>;
  readonly news: RunNews[];
  /** Ends both threads at once, as a crash would. */
  end(): void;
}

export function databaseFor(test: string): string {
  return `gepa-studio:${test}:${crypto.randomUUID()}`;
}

export async function openTestDatabase(name: string): Promise<StudioDatabase> {
  const outcome = await openDatabase(name);
  if (outcome.kind !== "open") throw new Error(outcome.message);
  return outcome.db;
}

export async function startWorkers(database: string): Promise<StartedWorkers> {
  const run = new Worker(new URL("../../workers/run.worker.ts", import.meta.url), {
    type: "module",
    name: database,
  });
  const host = new Worker(new URL("../../workers/student.worker.ts", import.meta.url), {
    type: "module",
    name: database,
  });
  const runs = wrap<RunWorkerApi>(run);
  const student = wrap<StudentWorkerApi>(host);
  const { port1, port2 } = new MessageChannel();
  await student.openPort(transfer(port1, [port1]));
  await runs.connect(transfer(port2, [port2]), undefined);
  const news: RunNews[] = [];
  void runs.subscribe(
    proxy(async (item: RunNews) => {
      news.push(item);
    }),
  );
  return {
    runs,
    student,
    news,
    end() {
      run.terminate();
      host.terminate();
    },
  };
}

/** Waits until a run's row is in one of these states, as any watching page sees it. */
export async function untilRun(db: StudioDatabase, runId: string, ...statuses: RunStatus[]): Promise<RunRow> {
  for (;;) {
    const row = await db.runs.get(runId);
    if (row !== undefined && statuses.includes(row.status)) return row;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
