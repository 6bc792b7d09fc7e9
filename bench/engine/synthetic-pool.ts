import {
  applyEvent,
  candidateHash,
  initialState,
  referenceSpec,
  studioSpec,
} from "../../src/engine/index.ts";
import type { CandidateAdded, RunState, ScoredRow } from "../../src/engine/index.ts";
import { createRandom } from "../../src/engine/index.ts";

/** A pool of so many candidates on so many rows, with the ties that scores in quarters bring. */
export interface SyntheticPool {
  readonly start: RunState;
  readonly events: readonly CandidateAdded[];
}

export function syntheticPool(
  candidates: number,
  examples: number,
  preset: "studio" | "reference",
): SyntheticPool {
  const make = preset === "studio" ? studioSpec : referenceSpec;
  const spec = make({
    seedCandidates: [{ main: "seed" }],
    splits: { feedback: 10, pareto: examples, test: 0, paretoIsFeedback: false },
    budget: { metricCalls: 1e9, reflectionCalls: null, policy: "overshoot" },
    cache: false,
  });
  const random = createRandom(7);
  // Few distinct score patterns keep the benchmark itself small; the ties make the fronts long.
  const patterns = Array.from({ length: Math.min(candidates, 200) }, (_, p) =>
    scoreRows(examples, p / 200, random),
  );
  const events = Array.from({ length: candidates }, (_, index): CandidateAdded => {
    const texts = { main: `text ${index}` };
    const kind = index === 0 ? "seed" : "mutation";
    const rows = patterns[index % patterns.length]!;
    const calls = { from: index * examples, count: examples };
    return {
      type: "candidate-added",
      index,
      kind,
      iteration: index,
      texts,
      hash: candidateHash(texts),
      parents: index === 0 ? [] : [random.below(index)],
      calls,
      rows,
      metricCalls: examples,
    };
  });
  return { start: applyEvent(initialState(spec), { type: "run-started", spec }), events };
}

function scoreRows(examples: number, skill: number, random: ReturnType<typeof createRandom>): ScoredRow[] {
  return Array.from({ length: examples }, (_, example) => {
    const luck = random.random() * 0.7 + skill * 0.5;
    return { example, callIndex: example, score: Math.min(1, Math.floor(luck * 4) / 4) };
  });
}
