import type { JournalEvent } from "../engine/journal/events.ts";
import type { EnginePorts, OuterLimit } from "../engine/ports.ts";
import { applyEvent } from "../engine/state/apply-event.ts";
import { bestCandidate } from "../engine/state/selectors.ts";
import type { CandidateEntry, RunState } from "../engine/state/state.ts";
import { toArray } from "../shared/append-only.ts";
import { keepFold } from "../storage/journal-folds.ts";
import { appendEvent, loadJournal } from "../storage/journal.ts";
import type { RunRow } from "../storage/rows.ts";
import { conductCheck } from "./conduct-check.ts";
import { type Evaluate, makeEvaluate } from "./evaluate.ts";
import { isSent, nextToTest, testCandidate, wantsTest } from "./final-test.ts";
import type { LoadedRun } from "./load-run.ts";
import { noteTestOpening } from "./note-opening.ts";
import { makeReflect } from "./reflect.ts";
import type { RunContext } from "./run-context.ts";
import type { Rest } from "./run-control.ts";
import { searchOf } from "./search.ts";
import { makeSteering, type Steering } from "./steering.ts";
import { summarise } from "./summarise.ts";
import { workedExamples } from "./worked-examples.ts";

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

/** A journal that is being written: what it has come to, and how it goes on. */
interface OpenJournal {
  readonly state: () => RunState;
  /** Stores the next event; returns when it is on disk. */
  readonly add: (event: JournalEvent) => Promise<void>;
  /** Keeps what it has come to for who looks at it; a run rests on none of that. */
  readonly keep: () => Promise<void>;
}

function openJournal(
  { run, db, purses, meter, writer, now, activeSeconds }: RunContext,
  loaded: LoadedRun,
  steering: Steering,
  onEvent: ConductListeners["onEvent"],
): OpenJournal {
  let { state, events } = loaded;
  let storedAt: number | undefined;
  return {
    state: () => state,
    async keep() {
      if (storedAt !== undefined)
        await keepFold(db, { runId: run.id, at: storedAt }, state).catch(() => undefined);
    },
    async add(event) {
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
      await writer.write(() => appendEvent(db, run.id, seq, event, commit));
      storedAt = commit.at;
      onEvent?.(event);
    },
  };
}

/** What is decided next, or the rest the run has come to meanwhile. */
type Next = <T>(decide: () => Promise<T>) => Promise<Decided<T> | Rest>;

function makeNext({ control }: RunContext, steering: Steering): Next {
  return async <T>(decide: () => Promise<T>) => {
    if (control.pauseAsked()) control.rest({ kind: "paused" });
    if (control.isResting()) return control.resting;
    await steering.refresh();
    const decided = decide().then((value): Decided<T> => ({ kind: "decided", value }));
    return Promise.race([decided, control.resting]);
  };
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
  const { run, db } = context;
  const steering = makeSteering(db, run.id);
  const next = makeNext(context, steering);
  const evaluate = makeEvaluate(context);
  if (run.check !== undefined) {
    const step = await next(() => conductCheck(context, evaluate));
    return step.kind === "decided" ? { kind: "finished" } : step;
  }
  await steering.refresh();
  const journal = openJournal(context, loaded, steering, listeners.onEvent);
  if (isReopened(journal.state(), run, steering.isAsked(), context.reachedLimit()))
    await journal.add({
      type: "run-reopened",
      ...(run.reopenAsked !== true && steering.asksRowsOnly() ? { forRows: true } : {}),
    });
  const ending = (await conductSearch(context, journal, next, {
    evaluate,
    steering: () => steering.take(),
  })) ??
    (await conductTests(context, journal, next, evaluate)) ?? { kind: "finished" };
  await journal.keep();
  return ending;
}

/** The search to its end; undefined where it came there. */
async function conductSearch(
  context: RunContext,
  journal: OpenJournal,
  next: Next,
  given: Pick<EnginePorts, "evaluate" | "steering">,
): Promise<Rest | undefined> {
  const { run, db, control, purses } = context;
  if (journal.state().status !== "stopped") {
    const ports: EnginePorts = {
      ...given,
      reflect: makeReflect(context),
      stop: control.stop,
      outerLimit: context.reachedLimit,
      workedExample: workedExamples(context.task, run.task),
      requestsSent: () => ({ rollouts: purses.rollouts.sent(), reflections: purses.letters.sent() }),
    };
    const search = await searchOf(run, context.task, ports, journal.state(), () => loadJournal(db, run.id));
    for (;;) {
      const step = await next(() => search.next(journal.state()));
      if (step.kind !== "decided") return step;
      if (step.value.done === true) break;
      await journal.add(step.value.value);
    }
  }
  const state = journal.state();
  return state.stopReason?.kind === "calls-keep-failing" ? stalled(state) : undefined;
}

/** The sealed test of whatever is due for it; undefined where nothing is left of that. */
async function conductTests(
  context: RunContext,
  journal: OpenJournal,
  next: Next,
  evaluate: Evaluate,
): Promise<Rest | undefined> {
  const { run } = context;
  /** Whether the next one may be tested, or why not. */
  const test = async (entry: CandidateEntry): Promise<Rest | "tested" | "stopped"> => {
    const step = await next(() => testCandidate(journal.state(), entry, evaluate));
    if (step.kind !== "decided") return step;
    if (context.control.stop.aborted) return "stopped";
    await journal.add(step.value);
    return "tested";
  };
  const { retests, candidates } = journal.state();
  for (const entry of retests.flatMap((index) => candidates[index] ?? [])) {
    const tested = await test(entry);
    if (tested === "stopped") break;
    if (tested !== "tested") return tested;
  }
  while (wantsTest(journal.state(), run.finalTest, run.testAsked ?? false)) {
    const state = journal.state();
    const entry = nextToTest(state, run.testCandidates);
    if (entry === null) break;
    await noteTestOpening(context, isSent(state, entry) ? entry.index : bestCandidate(state)?.index);
    const tested = await test(entry);
    if (tested === "stopped") break;
    if (tested !== "tested") return tested;
  }
  return undefined;
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
