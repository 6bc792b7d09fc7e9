import { setTimeout as pause } from "node:timers/promises";

import type { Page } from "playwright-core";

import { applyEvent, initialState, type RunState } from "../../src/engine/index.ts";
import type { EventRow, RunRow } from "../../src/storage/rows.ts";
import { progressLine } from "./progress-lines.ts";
import { readRows, readRun } from "./read-database.ts";

const usualLookMs = 400;
/** A run that stores nothing for this long is stuck, unless the caller knows its models to be slow. */
const usualSilenceMs = 180_000;

interface Following {
  readonly silenceMs?: number;
  /** How often the page's database is looked into; seldom, where looking takes the processor from a slow model. */
  readonly lookMs?: number;
  /** Carries a letter to a person and the answer back, where the run waits for one. */
  readonly carryLetter?: () => Promise<void>;
}

/** Folds the run's journal as the page stores it, says what happens, and returns the state once the run is finished. */
export async function followRun(
  page: Page,
  runId: string,
  say: (line: string) => void,
  { silenceMs = usualSilenceMs, lookMs = usualLookMs, carryLetter }: Following = {},
): Promise<RunState> {
  let state: RunState | undefined;
  let heard = performance.now();
  let rollouts = 0;
  for (;;) {
    const run = await readRun<RunRow>(page, runId);
    const events = await readRows<EventRow>(page, "events", runId, state?.events ?? 0);
    for (const { event } of events) {
      if (event.type === "run-started") state = initialState(event.spec);
      if (state === undefined) throw new Error(`the journal of ${runId} does not begin with run-started`);
      state = applyEvent(state, event);
      const line = progressLine(event, state);
      if (line !== undefined) say(line);
    }
    const answered = (await readRows(page, "rollouts", runId, rollouts)).length;
    rollouts += answered;
    if (events.length > 0 || answered > 0) heard = performance.now();
    if (run?.status === "finished" && events.length === 0 && state !== undefined) return state;
    if (run?.status === "waiting" && run.waiting?.kind === "by-hand" && carryLetter !== undefined) {
      await carryLetter();
      heard = performance.now();
    } else if (run?.status === "waiting") throw new Error(`the run waits: ${JSON.stringify(run.waiting)}`);
    if (run?.status === "paused") throw new Error("the run was paused in the page");
    if (performance.now() - heard > silenceMs) {
      throw new Error(
        `nothing was stored for ${silenceMs / 1000} s; the run is ${run?.status ?? "not there"}`,
      );
    }
    await pause(lookMs);
  }
}
