import type { JournalEvent } from "../engine/journal/events.ts";
import type { EnginePorts, OuterLimit } from "../engine/ports.ts";
import { applyEvent } from "../engine/state/apply-event.ts";
import { bestCandidate } from "../engine/state/selectors.ts";
import type { RunState } from "../engine/state/state.ts";
import { toArray } from "../shared/append-only.ts";
import { appendEvent, loadJournal } from "../storage/journal.ts";
import type { RunRow } from "../storage/rows.ts";
import { conductCheck } from "./conduct-check.ts";
import { makeEvaluate } from "./evaluate.ts";
import { isSent, nextToTest, testCandidate, wantsTest } from "./final-test.ts";
import type { LoadedRun } from "./load-run.ts";
import { noteTestOpening } from "./note-opening.ts";
import { makeReflect } from "./reflect.ts";
import type { RunContext } from "./run-context.ts";
import type { Rest } from "./run-control.ts";
import { searchOf } from "./search.ts";
import { makeSteering } from "./steering.ts";
import { summarise } from "./summarise.ts";

/** How a session of a run ended. */
export type Ending = Rest | { readonly kind: "finished" };

export interface ConductListeners {
  /** After an event is on disk; a step asked for ends here. */
  readonly onEvent?: (event: JournalEvent) => void;
}

interface Decided<T> {
  readonly kind: "decided";
  readonly value: T;
}

/** A stopped search goes on when a person asked for it, steered it, lifted a wait, or raised the limit it ended on. */
function isReopened(state: RunState, run: RunRow, isSteered: boolean, limit: OuterLimit | null): boolean {
  if (state.status !== "stopped") return false;
  const kind = state.stopReason?.kind;
  return (
    isSteered ||
    run.reopenAsked === true ||
    kind === "calls-keep-failing" ||
    (kind === "outer-limit" && limit === null)
  );
}

/**
 * Takes a run from where its journal stands to its end or to its next rest. Each event is on disk before the engine
 * is asked for the next, so a kill between any two instructions loses nothing that was decided.
 */
export async function conduct(
  context: RunContext,
  loaded: LoadedRun,
  listeners: ConductListeners = {},
): Promise<Ending> {
  const { run, db, control, meter, purses, now, activeSeconds, reachedLimit } = context;
  const steering = makeSteering(db, run.id);
  const evaluate = makeEvaluate(context);
  let { state, events } = loaded;

  async function journal(event: JournalEvent): Promise<void> {
    state = applyEvent(state, event);
    if (event.type === "budget-raised" && state.budget.policy === "reserve") {
      purses.rollouts.limit(state.budget.requests);
      purses.letters.limit(state.budget.reflectionCalls);
    }
    const steeringId = steering.settledBy(event);
    const commit = {
      summary: summarise(state, meter.read(), purses.rollouts.sent()),
      at: now(),
      activeSeconds: activeSeconds(),
      ...(steeringId === undefined ? {} : { steeringId }),
    };
    const seq = events++;
    await context.writer.write(() => appendEvent(db, run.id, seq, event, commit));
    listeners.onEvent?.(event);
  }

  /** What is decided next, or the rest the run has come to meanwhile. */
  async function next<T>(decide: () => Promise<T>): Promise<Decided<T> | Rest> {
    if (control.pauseAsked()) control.rest({ kind: "paused" });
    if (control.isResting()) return control.resting;
    await steering.refresh();
    return Promise.race([
      decide().then((value): Decided<T> => ({ kind: "decided", value })),
      control.resting,
    ]);
  }

  const ports: EnginePorts = {
    evaluate,
    reflect: makeReflect(context),
    stop: control.stop,
    outerLimit: reachedLimit,
    requestsSent: () => ({ rollouts: purses.rollouts.sent(), reflections: purses.letters.sent() }),
    steering: () => steering.take(),
  };

  if (run.check !== undefined) {
    const step = await next(() => conductCheck(context, evaluate));
    return step.kind === "decided" ? { kind: "finished" } : step;
  }
  await steering.refresh();
  if (isReopened(state, run, steering.isAsked(), reachedLimit()))
    await journal({
      type: "run-reopened",
      ...(run.reopenAsked !== true && steering.asksRowsOnly() ? { forRows: true } : {}),
    });
  if (state.status !== "stopped") {
    const search = await searchOf(run, context.task, ports, state, () => loadJournal(db, run.id));
    for (;;) {
      const step = await next(() => search.next());
      if (step.kind !== "decided") return step;
      if (step.value.done === true) break;
      await journal(step.value.value);
    }
  }
  if (state.stopReason?.kind === "calls-keep-failing") return stalled(state);
  for (const entry of state.retests.flatMap((index) => state.candidates[index] ?? [])) {
    const step = await next(() => testCandidate(state, entry, evaluate));
    if (step.kind !== "decided") return step;
    if (control.stop.aborted) break;
    await journal(step.value);
  }
  while (wantsTest(state, run.finalTest, run.testAsked ?? false)) {
    const entry = nextToTest(state, run.testCandidates);
    if (entry === null) break;
    await noteTestOpening(context, isSent(state, entry) ? entry.index : bestCandidate(state)?.index);
    const step = await next(() => testCandidate(state, entry, evaluate));
    if (step.kind !== "decided") return step;
    if (control.stop.aborted) break;
    await journal(step.value);
  }
  return { kind: "finished" };
}

/** Iteration after iteration failed although the models answer: the run waits for a person instead of ending. */
function stalled({ unanswered, proposals }: RunState): Rest {
  const letter = toArray(proposals).at(-1)?.reflections.at(-1)?.attempts.at(-1);
  const said = Object.values(unanswered).at(-1)?.failed ?? letter?.detail;
  return {
    kind: "waiting",
    reason: {
      kind: "model",
      role: said === letter?.detail ? "reflection" : "student",
      error: "bad-response",
      message: `Several iterations in a row failed${said === undefined ? "" : `. The last failure: ${said}`}. Nothing is lost. Look at the models on the Models page, then go on.`,
    },
  };
}
