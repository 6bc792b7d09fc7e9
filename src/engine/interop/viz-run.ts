import { isScored } from "../journal/rows.ts";
import { componentNames, withTexts } from "../pool/candidate.ts";
import type { Candidate } from "../pool/candidate.ts";
import { allProposals } from "../state/selectors.ts";
import type { ProposalEntry, RunState } from "../state/state.ts";
import type { EvaluatedRow } from "../vocabulary.ts";
import type { Import, ImportedCandidate, ImportedGate, ImportedRun } from "./imported-run.ts";
import { fail, readList, readNumber, readObject, tryReading } from "./read-json.ts";
import type { JsonObject } from "./read-json.ts";

/** Rows and outputs, which the journal does not hold. */
interface VizExtras {
  readonly paretoRow?: (example: number) => JsonObject;
  readonly feedbackRow?: (example: number) => JsonObject;
  readonly outputOf?: (callIndex: number) => unknown;
  readonly feedbackOf?: (callIndex: number) => string;
}

interface VizCandidate {
  readonly prompt: string;
  readonly parent: string | null;
  readonly score: number | null;
  readonly predictions: readonly { readonly prediction: unknown; readonly score: number }[] | null;
  readonly minibatch: readonly VizMinibatchRow[] | null;
}

interface VizMinibatchRow {
  readonly example: JsonObject;
  readonly parent_prediction: unknown;
  readonly parent_score: number;
  readonly prediction: unknown;
  readonly score: number;
  readonly feedback: string;
}

/** gepa-viz's `run.json`: kept candidates under their index, rejected ones under "<parent>.<n>". */
export function toVizRun(
  state: RunState,
  extras: VizExtras = {},
): { examples: JsonObject[]; candidates: Record<string, VizCandidate> } {
  const proposals = allProposals(state);
  const candidates: Record<string, VizCandidate> = {};
  for (const entry of state.candidates) {
    const proposal = proposals.find((one) => one.candidate === entry.index);
    candidates[String(entry.index)] = {
      prompt: flatten(entry.texts),
      parent: entry.parents[0] === undefined ? null : String(entry.parents[0]),
      score: entry.mean,
      predictions: predictionsOf(state, entry.scores, extras),
      minibatch: entry.kind === "seed" ? null : minibatchOf(proposal, extras),
    };
  }
  const rejections = new Map<number, number>();
  for (const proposal of proposals) {
    if (proposal.candidate !== null || proposal.after === null) continue;
    const parent = proposal.parents[0]!;
    const n = (rejections.get(parent) ?? 0) + 1;
    rejections.set(parent, n);
    candidates[`${parent}.${n}`] = {
      prompt: flatten(withTexts(state.candidates[parent]!.texts, proposal.texts)),
      parent: String(parent),
      score: null,
      predictions: null,
      minibatch: minibatchOf(proposal, extras),
    };
  }
  const examples = Array.from(
    { length: state.spec.splits.pareto },
    (_, i) => extras.paretoRow?.(i) ?? { data_id: String(i) },
  );
  return { examples, candidates };
}

/** One component as it is, several under headings: how the viewer prints prompts. */
function flatten(texts: Candidate): string {
  const names = componentNames(texts);
  if (names.length === 1) return texts[names[0]!]!;
  return names.map((name) => `${componentHeading}${name}\n${texts[name]}`).join("\n\n");
}

const componentHeading = "# component: ";

function predictionsOf(
  state: RunState,
  rows: readonly EvaluatedRow[],
  { outputOf }: VizExtras,
): { prediction: unknown; score: number }[] {
  const byExample = new Map(rows.filter(isScored).map((row) => [row.example, row]));
  return Array.from({ length: state.spec.splits.pareto }, (_, example) => {
    const row = byExample.get(example);
    return { prediction: row === undefined ? {} : (outputOf?.(row.callIndex) ?? {}), score: row?.score ?? 0 };
  });
}

/** Merges are tried on Pareto rows and have no minibatch in the viewer's sense. */
function minibatchOf(proposal: ProposalEntry | undefined, extras: VizExtras): VizMinibatchRow[] {
  if (proposal === undefined || proposal.kind === "merge") return [];
  const before = proposal.parentRows.filter(isScored);
  return proposal.childRows.flatMap((row, i) => {
    const parent = before[i];
    if (!isScored(row) || parent === undefined) return [];
    return [
      {
        example: extras.feedbackRow?.(row.example) ?? { data_id: String(row.example) },
        parent_prediction: extras.outputOf?.(parent.callIndex) ?? {},
        parent_score: parent.score,
        prediction: extras.outputOf?.(row.callIndex) ?? {},
        score: row.score,
        feedback: extras.feedbackOf?.(parent.callIndex) ?? "",
      },
    ];
  });
}

export function readVizRun(json: unknown): Import {
  const read = tryReading(() => readRun(readObject(json, "the file")));
  return read.kind === "ok" ? { kind: "ok", run: read.value } : read;
}

interface ReadEntry {
  readonly id: string;
  readonly texts: Candidate;
  readonly parent: number | null;
  readonly fields: JsonObject;
}

function readRun(file: JsonObject): ImportedRun {
  const examples = readList(file["examples"], "examples");
  const raw = Object.entries(readObject(file["candidates"], "candidates")).map(([id, value]) =>
    readEntry(id, value),
  );
  const entries = raw.every(({ texts }) => isNamed(texts)) ? raw : raw.map(asOneText);
  const kept = entries.filter(({ id }) => /^\d+$/.test(id)).toSorted((a, b) => Number(a.id) - Number(b.id));
  if (kept.length === 0) return fail("the run holds no candidate");
  const gap = kept.findIndex(({ id }, i) => Number(id) !== i);
  if (gap !== -1) return fail(`candidate ${gap} is missing`);
  const rows: unknown[] = [];
  const full: Candidate[] = [];
  const textsOf = (parent: number): Candidate =>
    full[parent] ?? fail(`a candidate has the parent ${parent}, which is not before it in the file`);
  const candidates = kept.map((entry, i) => {
    const candidate = readKept(entry, i, rows, textsOf);
    full.push(candidate.texts);
    return candidate;
  });
  const rejected = entries
    .filter(({ id }) => !/^\d+$/.test(id))
    .flatMap((entry) => readGate(entry, rows, textsOf) ?? []);
  const paretoIds = examples.map((_, i) => String(i));
  return { from: "gepa-viz", seed: 0, paretoIds, feedbackRows: rows, candidates, rejected };
}

function readEntry(id: string, value: unknown): ReadEntry {
  const fields = readObject(value, `candidate ${id}`);
  const { prompt, parent } = fields;
  if (typeof prompt !== "string") return fail(`candidate ${id} has no prompt`);
  const index =
    parent === null || parent === undefined ? null : readNumber(Number(parent), `the parent of ${id}`);
  return { id, texts: unflatten(prompt), parent: index, fields };
}

function isNamed(texts: Candidate): boolean {
  return !(onlyText in texts);
}

/** A child of several components is printed without the name of the rewritten one: then texts are taken as they are. */
function asOneText(entry: ReadEntry): ReadEntry {
  return { ...entry, texts: { [onlyText]: String(entry.fields["prompt"]) } };
}

const onlyText = "prompt";

function unflatten(prompt: string): Candidate {
  if (!prompt.startsWith(componentHeading)) return { [onlyText]: prompt };
  const parts = prompt.slice(componentHeading.length).split(`\n\n${componentHeading}`);
  return Object.fromEntries(
    parts.map((part) => {
      const end = part.indexOf("\n");
      return end === -1 ? [part, ""] : [part.slice(0, end), part.slice(end + 1)];
    }),
  );
}

/**
 * The viewer keeps only the rewritten components of a kept candidate, so the others are its parent's; `textsOf` gives
 * what the file says of the parent.
 */
function readKept(
  entry: ReadEntry,
  index: number,
  rows: unknown[],
  textsOf: (parent: number) => Candidate,
): ImportedCandidate {
  const { parent, fields } = entry;
  const predictions = readList(fields["predictions"] ?? [], `the predictions of ${entry.id}`);
  const scores = predictions.map((one, example) => ({
    example,
    score: readNumber(readObject(one, `a prediction of ${entry.id}`)["score"], `a score of ${entry.id}`),
  }));
  const gate = parent === null ? null : readGate(entry, rows, textsOf);
  return {
    texts: parent === null ? entry.texts : withTexts(textsOf(parent), entry.texts),
    parents: parent === null ? [] : [parent],
    scores,
    objectiveMeans: null,
    metricCalls: scores.length + 2 * (gate?.rows.length ?? 0),
    gate,
  };
}

function readGate(
  entry: ReadEntry,
  rows: unknown[],
  textsOf: (parent: number) => Candidate,
): ImportedGate | null {
  if (entry.parent === null) return fail(`the rejected candidate ${entry.id} has no parent`);
  const minibatch = readList(entry.fields["minibatch"] ?? [], `the minibatch of ${entry.id}`);
  if (minibatch.length === 0) return null;
  const before = textsOf(entry.parent);
  const changed = Object.entries(entry.texts).filter(([name, text]) => before[name] !== text);
  return {
    parent: entry.parent,
    texts: Object.fromEntries(changed),
    rows: minibatch.map((one) => {
      const row = readObject(one, `a minibatch row of ${entry.id}`);
      return {
        example: positionOf(row["example"], rows),
        before: readNumber(row["parent_score"], `a parent score of ${entry.id}`),
        after: readNumber(row["score"], `a score of ${entry.id}`),
      };
    }),
  };
}

/** Feedback rows have no ids in the file; equal rows are the same row. */
function positionOf(example: unknown, rows: unknown[]): number {
  const text = JSON.stringify(example);
  const known = rows.findIndex((one) => JSON.stringify(one) === text);
  return known === -1 ? rows.push(example) - 1 : known;
}
