import type { CandidateKind } from "../../engine/index.ts";

/**
 * How a candidate looks everywhere: colour from acceptance on, shape by origin, and a hollow mark once the seven
 * colours have been used up. The label always stands beside it, so nothing is said by colour alone.
 */
type CandidateShape = "square" | "circle" | "diamond";

export interface CandidateLook {
  readonly index: number;
  readonly label: string;
  readonly shape: CandidateShape;
  /** 0..7, index into the theme's candidate colours. */
  readonly colour: number;
  readonly hollow: boolean;
}

/** Number of colours that are not the seed's. */
const coloursAfterSeed = 7;

/** Where its origin is not known, the first is the seed and the others are rewrites. */
export function candidateLook(
  index: number,
  origin: CandidateKind = index === 0 ? "seed" : "mutation",
): CandidateLook {
  const shape = origin === "seed" ? "square" : origin === "merge" ? "diamond" : "circle";
  const label = `c${index}`;
  if (index === 0) return { index, label, shape, colour: 0, hollow: false };
  return {
    index,
    label,
    shape,
    colour: 1 + ((index - 1) % coloursAfterSeed),
    hollow: index > coloursAfterSeed,
  };
}
