import {
  applyEvent,
  bestCandidate,
  type ImportedRun,
  initialState,
  type JournalEvent,
  journalOfImport,
  readCandidatesJson,
  readResultJson,
  readVizRun,
  type RunState,
} from "../../engine/index.ts";
import { saveDataset } from "../../storage/library/datasets.ts";
import type { RunRow } from "../../storage/rows.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import type { Example, TaskSpec } from "../../tasks/task-spec.ts";

/** Larger than any file of a run; rows may be, and are read elsewhere. */
const mostBytes = 50_000_000;

type Read =
  | { readonly kind: "ok"; readonly run: ImportedRun }
  | { readonly kind: "bad-import"; readonly message: string };

/** A file of the Python package: a result, gepa-viz's run, or the pool alone, which is known by its name. Undefined for any other JSON. */
function readRunFile(json: unknown, fileName: string): Read | undefined {
  if (Array.isArray(json)) {
    if (!/candidates[^/]*\.json$/i.test(fileName)) return undefined;
    const read = readCandidatesJson(json);
    return read.kind === "ok" ? { kind: "ok", run: poolOnly(read.candidates) } : read;
  }
  if (json === null || typeof json !== "object") return undefined;
  if (!("candidates" in json)) return undefined;
  if (Array.isArray(json.candidates)) return "parents" in json ? readResultJson(json) : undefined;
  return "examples" in json ? readVizRun(json) : undefined;
}

/** A pool without scores: each candidate a seed nobody has scored. */
function poolOnly(candidates: readonly Readonly<Record<string, string>>[]): ImportedRun {
  return {
    from: "gepa-result",
    seed: 0,
    paretoIds: [],
    feedbackRows: [],
    candidates: candidates.map((texts) => ({
      texts,
      parents: [],
      scores: [],
      objectiveMeans: null,
      metricCalls: 0,
      gate: null,
    })),
    rejected: [],
  };
}

type TakenRun = { readonly runId: string } | { readonly problem: string };

/** Opens a dropped file as a run to be read, where it is one; undefined where it is something else, such as rows. */
export async function takeRunFile(
  db: StudioDatabase,
  file: File,
  now: number,
): Promise<TakenRun | undefined> {
  if (!/\.json$/i.test(file.name) || file.size > mostBytes) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(await file.text());
  } catch {
    // Whatever is wrong with it, the reader of rows says it better.
    return undefined;
  }
  const read = readRunFile(json, file.name);
  if (read === undefined) return undefined;
  return read.kind === "ok"
    ? { runId: await storeRun(db, read.run, file.name, now) }
    : {
        problem: `${file.name} looks like a run of gepa and could not be read: ${read.message}. Nothing was stored.`,
      };
}

const rowOf = (id: string, content: unknown): Example => ({
  id,
  inputs: { row: typeof content === "string" ? content : JSON.stringify(content) },
  expected: {},
});

async function storeRun(
  db: StudioDatabase,
  run: ImportedRun,
  fileName: string,
  now: number,
): Promise<string> {
  const [runId, datasetId, taskId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const journal = journalOfImport(run);
  const state = fold(journal);
  const learned = run.feedbackRows.map((row, at) => rowOf(`learned-${at}`, row));
  const judged = run.paretoIds.map((id) => rowOf(id, `row ${id}`));
  const name = fileName.replace(/\.json$/i, "");
  const dataset = { id: datasetId, name, createdAt: now, columns: ["row"], sourceName: fileName };
  await saveDataset(db, dataset, [...judged, ...learned]);
  await db.transaction("rw", db.runs, db.events, async () => {
    const last = await db.runs.orderBy("number").last();
    const row = runRow({ id: runId, name, task: taskOf(run, taskId, datasetId, name), state, now });
    await db.runs.add({
      ...row,
      number: (last?.number ?? 0) + 1,
      splits: { feedback: learned.map(({ id }) => id), pareto: [...run.paretoIds], test: [] },
      recorded: {
        model: "models the file does not name",
        date: dateOf(now),
        command: `gepa, read from ${fileName}`,
      },
    });
    await db.events.bulkAdd(journal.map((event, seq) => ({ runId, seq, at: now, event })));
  });
  return runId;
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function fold(journal: readonly JournalEvent[]): RunState {
  const [first, ...rest] = journal;
  if (first?.type !== "run-started") throw new Error("an imported journal begins with its start");
  return rest.reduce(applyEvent, applyEvent(initialState(first.spec), first));
}

/** What its rows and prompts let one say; how answers were judged no file tells. */
function taskOf(run: ImportedRun, id: string, datasetId: string, name: string): TaskSpec {
  const seed = run.candidates[0]?.texts ?? {};
  return {
    id,
    name,
    source: {
      kind: "dataset",
      datasetId,
      inputColumns: ["row"],
      split: { seed: 0, shares: { feedback: 0.5, pareto: 0.5, test: 0 } },
    },
    program: {
      modules: Object.keys(seed).map((component) => ({
        name: component,
        component,
        userTemplate: "{{row}}",
        role: "student",
        output: { kind: "text" },
        maxTokens: 256,
        temperature: 0,
      })),
    },
    metrics: [{ kind: "human", name: "human", options: {}, weight: 1 }],
    seedCandidate: seed,
  };
}

function runRow(made: {
  readonly id: string;
  readonly name: string;
  readonly task: TaskSpec;
  readonly state: RunState;
  readonly now: number;
}): Omit<RunRow, "number" | "splits" | "recorded"> {
  const { id, name, task, state, now } = made;
  const best = bestCandidate(state);
  return {
    id,
    name,
    taskId: task.id,
    task,
    engine: state.spec,
    student: { kind: "gguf", label: "Model not named", source: { kind: "stored-file", names: [] } },
    reflection: { kind: "by-hand" },
    optimizer: "gepa",
    finalTest: false,
    concurrency: 1,
    createdAt: now,
    finishedAt: now,
    status: "finished",
    wish: "run",
    activeSeconds: 0,
    possiblyPaidTwice: 0,
    summary: {
      metricCalls: state.spent.metricCalls,
      reflectionCalls: state.spent.reflectionCalls,
      iterations: state.iteration,
      ...(state.candidates[0]?.scores.length ? { seedScore: state.candidates[0].mean } : {}),
      ...(best !== null && best.scores.length > 0 ? { bestScore: best.mean } : {}),
      stopReason: "imported",
    },
  };
}
