import { toArray } from "../../shared/append-only.ts";
import { meanScore } from "../journal/rows.ts";
import type { Front } from "../pool/frontier.ts";
import type { RunState } from "../state/state.ts";
import type { Import, ImportedCandidate, ImportedRun } from "./imported-run.ts";
import { fail, readList, readNumber, readObject, readTexts, tryReading } from "./read-json.ts";
import type { JsonObject } from "./read-json.ts";

/** What the journal does not hold but a result file may say. */
interface ResultExtras {
  /** Ids of the Pareto rows; positions are used otherwise. */
  readonly paretoIds?: readonly string[];
  /** Output of a candidate on a Pareto row, from the stored rollouts. */
  readonly outputOf?: (candidate: number, example: number) => unknown;
}

/** gepa's result JSON, schema version 2, as `GEPAResult.from_dict` reads it. */
export function toResultJson(state: RunState, extras: ResultExtras = {}): Record<string, unknown> {
  const id = (example: number): string => extras.paretoIds?.[example] ?? String(example);
  const { instance, objective } = state.frontier;
  const byId = <T>(value: (front: Front) => T): Record<string, T> =>
    Object.fromEntries(instance.fronts.map((front) => [frontName(front, id), value(front)]));
  const hasObjectives = objective.fronts.length > 0;
  const byObjective = <T>(value: (front: Front) => T): Record<string, T> | null =>
    hasObjectives
      ? Object.fromEntries(objective.fronts.map((front) => [frontName(front, id), value(front)]))
      : null;
  return {
    candidates: state.candidates.map((one) => one.texts),
    parents: state.candidates.map((one) => (one.parents.length === 0 ? [null] : one.parents)),
    val_aggregate_scores: state.candidates.map((one) => one.mean),
    val_subscores: state.candidates.map((one) =>
      Object.fromEntries(one.scores.map((row) => [id(row.example), row.score])),
    ),
    best_outputs_valset: bestOutputs(state, byId, extras),
    per_val_instance_best_candidates: byId(members),
    val_aggregate_subscores: hasObjectives ? state.candidates.map((one) => one.objectiveMeans) : null,
    per_objective_best_candidates: byObjective(members),
    objective_pareto_front: byObjective((front) => front.best),
    discovery_eval_counts: state.candidates.map((one) => one.discoveredAfter),
    total_metric_calls: state.spent.metricCalls,
    num_full_val_evals: state.spent.fullEvaluations,
    run_dir: null,
    seed: state.spec.seed,
    _str_candidate_key: null,
    best_idx: state.final?.winner ?? state.best.index,
    validation_schema_version: 2,
  };
}

function members(front: Front): number[] {
  return toArray(front.members).toSorted((a, b) => a - b);
}

function frontName({ key }: Front, id: (example: number) => string): string {
  return key.kind === "objective" ? key.objective : id(key.example);
}

function bestOutputs(
  state: RunState,
  byId: (value: (front: Front) => [number, unknown][]) => Record<string, [number, unknown][]>,
  { outputOf }: ResultExtras,
): Record<string, [number, unknown][]> | null {
  if (outputOf === undefined) return null;
  return byId((front) =>
    front.key.kind === "instance"
      ? members(front).map((one) => [one, outputOf(one, (front.key as { example: number }).example)])
      : [],
  );
}

/** Reads a result of schema 0, 1 or 2. Ids become texts, as JSON made them. */
export function readResultJson(json: unknown): Import {
  const read = tryReading(() => readResult(readObject(json, "the file")));
  return read.kind === "ok" ? { kind: "ok", run: read.value } : read;
}

function readResult(file: JsonObject): ImportedRun {
  const version = readNumber(file["validation_schema_version"] ?? 0, "validation_schema_version");
  if (version > 2) return fail(`the result has schema version ${version}; versions 0, 1 and 2 can be read`);
  const texts = readList(file["candidates"], "candidates").map((one, i) => readTexts(one, `candidate ${i}`));
  if (texts.length === 0) return fail("the result holds no candidate");
  const scores = readList(file["val_subscores"], "val_subscores").map((one, i) =>
    readScores(one, `val_subscores ${i}`),
  );
  const parents = readList(file["parents"], "parents").map((one, i) => readParents(one, i));
  if (scores.length !== texts.length || parents.length !== texts.length) {
    return fail("candidates, parents and val_subscores must be lists of the same length");
  }
  const paretoIds = [...new Set(scores.flatMap((one) => [...one.keys()]))];
  const objectives = file["val_aggregate_subscores"];
  const candidates = texts.map((candidate, i): ImportedCandidate => ({
    texts: candidate,
    parents: parents[i]!,
    scores: [...scores[i]!].map(([id, score]) => ({ example: paretoIds.indexOf(id), score })),
    objectiveMeans: Array.isArray(objectives)
      ? readMeans(objectives[i], `val_aggregate_subscores ${i}`)
      : null,
    metricCalls: callsOf(file, i, scores[i]!.size, texts.length),
    gate: null,
  }));
  const seed = typeof file["seed"] === "number" ? file["seed"] : 0;
  return { from: "gepa-result", seed, paretoIds, feedbackRows: [], candidates, rejected: [] };
}

/** A map of id to score; lists (versions 0 and 1) are by position. */
function readScores(value: unknown, what: string): Map<string, number> {
  const entries = Array.isArray(value)
    ? value.map((score, i) => [String(i), score] as const)
    : Object.entries(readObject(value, what));
  return new Map(entries.map(([id, score]) => [id, readNumber(score, `${what}, row ${id}`)]));
}

function readMeans(value: unknown, what: string): Record<string, number> {
  return Object.fromEntries(readScores(value, what));
}

function readParents(value: unknown, index: number): number[] {
  const list = readList(value, `parents ${index}`).filter((one) => one !== null);
  return list.map((one) => {
    const parent = readNumber(one, `a parent of candidate ${index}`);
    return Number.isInteger(parent) && parent >= 0 && parent < index
      ? parent
      : fail(`candidate ${index} has the parent ${parent}, which does not come before it`);
  });
}

/** The file counts calls at each discovery; a candidate stands for all calls until the next one. */
function callsOf(file: JsonObject, index: number, rows: number, candidates: number): number {
  const counts = file["discovery_eval_counts"];
  const total = file["total_metric_calls"];
  if (!Array.isArray(counts) || typeof total !== "number") return rows;
  const at = (i: number): number =>
    i < candidates ? readNumber(counts[i], `discovery_eval_counts ${i}`) : total;
  return Math.max(0, at(index + 1) - at(index));
}

/** Highest mean, as `best_idx` names it; for checking what was read. */
export function bestImported(run: ImportedRun): number {
  const means = run.candidates.map((one) => meanScore(one.scores));
  return means.indexOf(Math.max(...means));
}
