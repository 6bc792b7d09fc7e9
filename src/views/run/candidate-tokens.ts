import { estimateTokens, type RunState } from "../../engine/index.ts";
import { candidateLook } from "../series/candidate-look.ts";
import type { ScatterPoint } from "../series/scatter-points.ts";

/** Estimated tokens of everything a candidate says. */
export function candidateTokens(texts: Readonly<Record<string, string>>): number {
  return Object.values(texts).reduce((sum, text) => sum + estimateTokens(text), 0);
}

export function tokenPoints(state: RunState): readonly ScatterPoint[] {
  return state.candidates.map((candidate) => ({
    look: candidateLook(candidate.index, candidate.kind),
    score: candidate.mean,
    cost: candidateTokens(candidate.texts),
  }));
}
