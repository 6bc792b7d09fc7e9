import type { EngineSpec, MergeOptions, StopConditions } from "./spec.ts";

export type StudioOptions = Partial<Omit<EngineSpec, "preset" | "seedCandidates" | "splits">> &
  Pick<EngineSpec, "seedCandidates" | "splits">;

const noStop: StopConditions = { score: null, noImprovement: null, candidates: null, iterations: null };

/** The app's default: GEPA with the lessons of the field switched on. */
export function studioSpec(options: StudioOptions): EngineSpec {
  return {
    preset: "studio",
    seed: 0,
    parentSelector: { kind: "pareto" },
    frontier: "instance",
    componentSelector: "round-robin",
    minibatch: { size: "from-failure-rate", failureAware: true },
    sampling: { kind: "single" },
    acceptance: { kind: "strict" },
    selection: { kind: "all" },
    perfectScore: 1,
    merge: null,
    validation: { kind: "full" },
    cache: true,
    reuseParentRollouts: false,
    budget: { metricCalls: null, reflectionCalls: null, policy: "reserve" },
    stop: noStop,
    guards: { mustKeep: {}, tokenCap: {}, copyGuard: { ngram: 8 }, dropUnchanged: true, dropSeen: true },
    reflector: {
      objective: null,
      background: null,
      templates: {},
      promptTokens: 24_000,
      maxAttempts: 2,
      extraction: "strict",
      substitution: "one-pass",
      rejectedMemory: 3,
      combee: false,
    },
    winner: { kind: "noise-band", rows: 1 },
    idleEpochs: 1,
    failures: { kind: "leave-out", maxRetries: 2 },
    setOrder: "ascending",
    ...options,
  };
}

/** The decisions of gepa 0.1.4. */
export function referenceSpec(options: StudioOptions): EngineSpec {
  return {
    ...studioSpec(options),
    preset: "reference",
    minibatch: { size: 3, failureAware: false },
    cache: false,
    budget: { metricCalls: null, reflectionCalls: null, policy: "overshoot" },
    guards: { mustKeep: {}, tokenCap: {}, copyGuard: null, dropUnchanged: false, dropSeen: false },
    reflector: {
      objective: null,
      background: null,
      templates: {},
      promptTokens: null,
      maxAttempts: 2,
      extraction: "lenient",
      substitution: "sequential",
      rejectedMemory: 0,
      combee: false,
    },
    winner: { kind: "highest-mean" },
    idleEpochs: null,
    failures: { kind: "raise" },
    setOrder: "cpython",
    ...options,
  };
}

/** Merge as the studio runs it. */
export const studioMerge: MergeOptions = {
  maxInvocations: 5,
  cap: "invocations",
  overlapFloor: 5,
  subsampleSize: 5,
  zeroWeights: "uniform",
};

/** Merge as gepa 0.1.4 runs it. */
export const referenceMerge: MergeOptions = { ...studioMerge, cap: "accepted", zeroWeights: "raise" };
