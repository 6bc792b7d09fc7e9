import {
  applyEvent,
  initialState,
  type JournalEvent,
  optimize,
  type RunState,
  studioSpec,
} from "../../src/engine/index.ts";
import type { EvaluationCall } from "../../src/engine/ports.ts";
import { sampleRun } from "../../tests/support/sample-run.ts";

/** One rollout without its texts, which are all alike: call, place of its candidate, row, score. */
export type CompactRollout = readonly [call: number, candidate: number, example: number, score: number];

/** A run of so many calls as its engine decided it: the models are dice weighted by how far the search has come. */
export interface LargeRun {
  readonly request: ReturnType<typeof sampleRun>;
  readonly events: readonly JournalEvent[];
  readonly state: RunState;
  readonly hashes: readonly string[];
  readonly rollouts: readonly CompactRollout[];
  /** Split and purpose of a rollout by its call, as ranges: `from` is the first call they hold for. */
  readonly ranges: readonly { readonly from: number; readonly split: string; readonly purpose: string }[];
}

const sizes = { feedback: 100, pareto: 150, test: 200 };

/** A number from 0 to 1 that only rests on these. */
function dice(...parts: readonly number[]): number {
  let mixed = 2_166_136_261;
  for (const part of parts) mixed = Math.imul(mixed ^ (part + 1), 16_777_619) ^ (mixed >>> 13);
  return ((mixed >>> 8) & 0xffff) / 0xffff;
}

export async function makeLargeRun(id: string, calls: number): Promise<LargeRun> {
  const sample = sampleRun({ id, metricCalls: calls, sizes });
  const engine = studioSpec({
    ...sample.engine,
    splits: { ...sizes, paretoIsFeedback: false },
    budget: { metricCalls: calls, reflectionCalls: calls, policy: "reserve" },
    idleEpochs: null,
  } as never);
  const hashes: string[] = [];
  const places = new Map<string, number>();
  const rollouts: CompactRollout[] = [];
  const ranges: { from: number; split: string; purpose: string }[] = [];
  const known = new Map<number, number>();
  let texts = 0;
  const answer = (call: EvaluationCall) => {
    let place = places.get(call.candidateHash);
    if (place === undefined) {
      place = hashes.push(call.candidateHash) - 1;
      places.set(call.candidateHash, place);
    }
    const chance = 0.3 + (0.6 * place) / (place + 400);
    const score =
      known.get(call.callIndex) ?? (dice(place, call.example, call.split.length) < chance ? 1 : 0);
    if (!known.has(call.callIndex)) {
      rollouts.push([call.callIndex, place, call.example, score]);
      const last = ranges.at(-1);
      if (last?.split !== call.split || last.purpose !== call.purpose)
        ranges.push({ from: call.callIndex, split: call.split, purpose: call.purpose });
      known.set(call.callIndex, score);
    }
    return { kind: "scored" as const, callIndex: call.callIndex, score, output: "BILLING", records: {} };
  };
  const ports = {
    evaluate: (asked: readonly EvaluationCall[]) => Promise.resolve(asked.map(answer)),
    reflect: () =>
      Promise.resolve({
        kind: "proposed" as const,
        text: `Label the message. Rule ${(texts += 1)}: what mentions a refund is for BILLING, whatever else it says.`,
      }),
    stop: { aborted: false },
  };
  const events: JournalEvent[] = [];
  let state = initialState(engine);
  const store = (event: JournalEvent): void => {
    state = applyEvent(state, event);
    events.push(event);
  };
  for await (const event of optimize(engine, ports as never)) store(event);
  const winner = state.candidates.reduce((best, one) => (one.mean > best.mean ? one : best));
  for (const candidate of new Set([0, winner.index])) {
    const from = state.nextCallIndex;
    const entry = state.candidates[candidate];
    const rows = Array.from({ length: sizes.test }, (_, example) => {
      const call = {
        callIndex: from + example,
        candidateHash: entry?.hash,
        split: "test",
        purpose: "test",
        example,
      };
      const { callIndex, score } = answer(call as never);
      return { example, callIndex, score };
    });
    store({ type: "test-evaluated", candidate, calls: { from, count: sizes.test }, rows });
  }
  return { request: { ...sample, engine }, events, state, hashes, rollouts, ranges };
}
