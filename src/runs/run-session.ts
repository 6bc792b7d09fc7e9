import type { LoadProgress } from "../models/language-model.ts";
import { reasonOf } from "../shared/reason-of.ts";
import { updateRun } from "../storage/journal.ts";
import { waitingReflections } from "../storage/read/reflections.ts";
import { settleInterrupted } from "../storage/requests.ts";
import type { RunRow, UsedModel } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import { buildTask, type TaskTools } from "../tasks/build-task.ts";
import { SandboxFault } from "../tasks/sandbox/sandbox-client.ts";
import type { ModelRole } from "../tasks/task-spec.ts";
import { makeActiveClock } from "./active-clock.ts";
import { conduct, type ConductListeners, type Ending } from "./conduct.ts";
import { loadRows } from "./load-rows.ts";
import { type LoadedRun, loadRun } from "./load-run.ts";
import { loadTools } from "./load-tools.ts";
import { reachedLimit } from "./outer-limit.ts";
import { makePatientWriter, type PatientWriter, StorageFault } from "./patient-write.ts";
import type { RunContext } from "./run-context.ts";
import type { RunControl } from "./run-control.ts";
import { type LoadModel, makeRunModels } from "./run-models.ts";

const beatMs = 5000;

/** What a session needs of the worker around it. */
export interface SessionEnvironment {
  readonly db: StudioDatabase;
  readonly strictDb: StudioDatabase;
  readonly load: LoadModel;
  readonly now: () => number;
  readonly tools?: TaskTools;
  readonly onProgress?: (runId: string, role: ModelRole, progress: LoadProgress) => void;
  readonly onReady?: (runId: string, role: ModelRole) => void;
  readonly onStorage?: (runId: string, isFull: boolean, message: string) => void;
  /** A host a run had waited for may be asked at once: a person went on. */
  readonly askNow?: (origin: string) => void;
  /** A run of another tab that is gone goes on here. */
  readonly onTakenOver?: (runId: string) => void;
  readonly onInFlight?: (runId: string, count: number) => void;
  readonly onWriting?: (runId: string, text: string) => void;
}

/** One stretch of conducting a run whose lock is held: from `running` to the next rest or the end. */
export interface RunSession {
  readonly ending: Promise<Ending>;
  readonly writer: PatientWriter;
}

export function openSession(
  environment: SessionEnvironment,
  run: RunRow,
  control: RunControl,
  listeners: ConductListeners = {},
): RunSession {
  const { db, now } = environment;
  const writer = writerFor(environment, run.id);

  async function carry(): Promise<Ending> {
    const begun = now();
    await writer.write(() =>
      updateRun(db, run.id, { status: "running", waiting: undefined, startedAt: run.startedAt ?? begun }),
    );
    const [context, loaded] = await contextOf(environment, run, control, writer);
    // Between two events of a slow run nothing else says that time passes.
    const beat = setInterval(() => {
      void updateRun(db, run.id, { activeSeconds: context.activeSeconds() }).catch(() => undefined);
    }, beatMs);
    try {
      const ending = await conduct(context, loaded, listeners);
      await control.settle();
      return ending;
    } finally {
      clearInterval(beat);
    }
  }

  /** Calls still under way are let finish, so that their answers are stored. */
  async function settled(error: unknown): Promise<Ending> {
    const fault = faultOf(error);
    control.rest({ kind: "paused" });
    await control.settle();
    return fault;
  }

  /** Written last, so whoever sees a run at rest may take it up at once. */
  async function close(ending: Ending): Promise<Ending> {
    await writer.write(() => writeEnding(db, run.id, ending, now()));
    return ending;
  }

  return { ending: carry().catch(settled).then(close), writer };
}

/** Says so, on the run and to whoever listens, while the disk is full. */
function writerFor({ db, onStorage }: SessionEnvironment, runId: string): PatientWriter {
  return makePatientWriter({
    onFull: (message) => {
      onStorage?.(runId, true, message);
      return updateRun(db, runId, { status: "waiting", waiting: { kind: "quota", message } });
    },
    onRoom: () => {
      onStorage?.(runId, false, "");
      return updateRun(db, runId, { status: "running", waiting: undefined });
    },
  });
}

/** What the ports of the run share, and where its journal stands. */
async function contextOf(
  environment: SessionEnvironment,
  run: RunRow,
  control: RunControl,
  writer: PatientWriter,
): Promise<readonly [RunContext, LoadedRun]> {
  const { db, strictDb, now, tools } = environment;
  const models = makeRunModels({ student: run.student, reflection: run.reflection }, environment.load, {
    onProgress: (role, progress) => environment.onProgress?.(run.id, role, progress),
    onReady: async (role, used) => {
      await writer.write(() => noteModel(db, run.id, role, used));
      environment.onReady?.(run.id, role);
    },
  });
  // A run cut off in its middle asks its Student next: it loads while the journal is read. What fails is said when it is asked.
  if (run.status === "running") void models.get("student").catch(() => undefined);
  const task = buildTask(run.task, await loadRows(db, run), await loadTools(db, run.task, tools));
  const loaded = await loadRun(db, run);
  const activeSeconds = makeActiveClock(run.activeSeconds, now);
  const { meter, purses } = loaded;
  const context = {
    run,
    task,
    db,
    strictDb,
    models,
    control,
    writer,
    meter,
    purses,
    now,
    activeSeconds,
    reachedLimit: () => reachedLimit(control.limits(), activeSeconds(), meter.read()),
    onInFlight: (count: number) => environment.onInFlight?.(run.id, count),
    onWriting: (text: string) => environment.onWriting?.(run.id, text),
  };
  return [context, loaded];
}

/** A bug, or a database that was closed under us: said on the run, which can be tried again. */
function faultOf(error: unknown): Ending {
  if (error instanceof Error && error.name === "DatabaseClosedError") throw error;
  if (error instanceof StorageFault || error instanceof SandboxFault)
    return { kind: "waiting", reason: { kind: "fault", message: error.message } };
  const message = reasonOf(error);
  return {
    kind: "waiting",
    reason: {
      kind: "fault",
      message: `The run stopped at a fault of the app: ${message}. Everything up to here is stored; try to go on, and report this sentence if it comes back.`,
    },
  };
}

async function writeEnding(db: StudioDatabase, runId: string, ending: Ending, at: number): Promise<void> {
  await db.transaction("rw", db.runs, db.reflections, db.modelCalls, async () => {
    await settleInterrupted(db, runId);
    const row = await db.runs.get(runId);
    if (row === undefined) return;
    const changes = {
      ...(await restOf(db, row, ending, at)),
      testAsked: undefined,
      testCandidates: undefined,
      reopenAsked: undefined,
    };
    await db.runs.update(runId, changes as unknown as Partial<RunRow>);
  });
}

async function restOf(db: StudioDatabase, row: RunRow, ending: Ending, at: number): Promise<Partial<RunRow>> {
  if (ending.kind === "finished") return { status: "finished", finishedAt: at };
  // Somebody resumed while the run was coming to rest.
  if (ending.kind === "paused") return row.wish === "run" ? { status: "requested" } : { status: "paused" };
  if (ending.reason.kind !== "by-hand") return { status: "waiting", waiting: ending.reason };
  const prompts = await waitingReflections(db, row.id);
  // Answered while the run was coming to rest.
  if (prompts.length === 0) return { status: "requested" };
  return {
    status: "waiting",
    waiting: { kind: "by-hand", callIndexes: prompts.map((each) => each.callIndex) },
  };
}

async function noteModel(db: StudioDatabase, runId: string, role: ModelRole, used: UsedModel): Promise<void> {
  await db.transaction("rw", db.runs, async () => {
    const row = await db.runs.get(runId);
    if (row !== undefined) await db.runs.update(runId, { models: { ...row.models, [role]: used } });
  });
}
