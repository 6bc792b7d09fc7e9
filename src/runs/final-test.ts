import type { TestEvaluated } from "../engine/journal/events.ts";
import { withRequests } from "../engine/journal/requests-in.ts";
import { isScored } from "../engine/journal/rows.ts";
import type { EvaluationCall, EvaluationOutcome } from "../engine/ports.ts";
import { bestCandidate, firstTestCallIndex } from "../engine/state/selectors.ts";
import type { CandidateEntry, RunState } from "../engine/state/state.ts";
import type { EvaluatedRow } from "../engine/vocabulary.ts";
import type { Evaluate } from "./evaluate.ts";

/**
 * True when the sealed test set is to be opened: after a search that ended by itself, or because a person asked.
 * A run stopped by hand or by a limit spends nothing more unasked.
 */
export function wantsTest(state: RunState, finalTest: boolean, testAsked: boolean): boolean {
  const kind = state.stopReason?.kind;
  if (state.status !== "stopped" || state.spec.splits.test === 0 || state.candidates.length === 0)
    return false;
  if (testAsked) return true;
  const endedEarly = kind === "stopped-by-person" || kind === "outer-limit";
  const brokeOff = kind === "seed-not-scored" || kind === "calls-keep-failing" || kind === "failed";
  return finalTest && !endedEarly && !brokeOff;
}

/** The next candidate to score on the test set: the seed, the winner, then those a person sent; null when all are done. */
export function nextToTest(state: RunState, sent: readonly number[] = []): CandidateEntry | null {
  const wanted = [0, bestCandidate(state)?.index ?? 0, ...sent];
  const index = wanted.find((one) => !state.test.some(({ candidate }) => candidate === one));
  return index === undefined ? null : (state.candidates[index] ?? null);
}

/** Neither the seed nor the winner: its look at the sealed rows is one of its own. */
export function isSent(state: RunState, { index }: CandidateEntry): boolean {
  return index !== 0 && index !== bestCandidate(state)?.index;
}

/** Scores one candidate on every row of the sealed test set; one that was scored before, on the rows without an answer. */
export async function testCandidate(
  state: RunState,
  entry: CandidateEntry,
  evaluate: Evaluate,
): Promise<TestEvaluated> {
  const from = firstTestCallIndex(state);
  const before = state.test.findLast(({ candidate }) => candidate === entry.index)?.rows;
  const known = new Map(before?.filter(isScored).map((row) => [row.example, row]));
  const all = Array.from({ length: state.spec.splits.test }, (_, example) => example);
  const asked = all.filter((example) => !known.has(example));
  const calls = asked.map((example, place): EvaluationCall => ({
    callIndex: from + place,
    purpose: "test",
    candidate: entry.texts,
    candidateHash: entry.hash,
    split: "test",
    example,
    captureTrace: false,
    stored: false,
  }));
  const outcomes = new Map((await evaluate(calls)).map((outcome) => [outcome.callIndex, outcome]));
  const fresh = new Map(calls.map((call) => [call.example, testRow(call, outcomes.get(call.callIndex))]));
  const event: TestEvaluated = {
    type: "test-evaluated",
    candidate: entry.index,
    calls: { from, count: calls.length },
    rows: all.flatMap((example) => known.get(example) ?? fresh.get(example) ?? []),
  };
  const told: TestEvaluated = isSent(state, entry) ? { ...event, asked: true } : event;
  return withRequests(state.spec, told, (callIndex) => outcomes.get(callIndex));
}

function testRow(
  { callIndex, example }: EvaluationCall,
  outcome: EvaluationOutcome | undefined,
): EvaluatedRow {
  if (outcome === undefined) throw new Error(`no answer for test call ${callIndex}`);
  if (outcome.kind === "failed") return { example, callIndex, failed: outcome.reason };
  const { score, objectiveScores } = outcome;
  return {
    example,
    callIndex,
    score,
    ...(objectiveScores === undefined ? {} : { objectives: objectiveScores }),
  };
}
