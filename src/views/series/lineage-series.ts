import { allProposals, type RunState } from "../../engine/index.ts";
import { isAllOrNothing, isPass } from "../words/verdict-words.ts";
import type { CandidateLook } from "./candidate-look.ts";
import { candidateLook } from "./candidate-look.ts";

export interface LineageNode {
  readonly look: CandidateLook;
  readonly iteration: number;
  readonly parents: readonly number[];
  readonly mean: number;
  /** Rows passed, where scores are pass or fail. */
  readonly passed: number;
  /** What was thought to be the cause, where one letter named several: the edge to its parent says it. */
  readonly hypothesis?: string;
}

interface DroppedNode {
  readonly proposal: number;
  readonly iteration: number;
  readonly parent: number;
  readonly hypothesis?: string;
}

export interface LineageSeries {
  readonly nodes: readonly LineageNode[];
  readonly dropped: readonly DroppedNode[];
  readonly iteration: number;
  readonly passFail: boolean;
  /** What the axis counts: other optimizers than GEPA have no iterations, there it is the order of the candidates. */
  readonly unit: "iteration" | "candidate";
}

/** Who came from whom, and the proposals that went nowhere, from the folded journal alone. */
export function lineageSeries(state: RunState): LineageSeries {
  let passFail = true;
  const hasIterations = state.iteration > 0;
  const proposals = allProposals(state);
  const hypotheses = new Map(proposals.map((one) => [one.candidate, one.hypothesis]));
  const nodes = state.candidates.map((candidate): LineageNode => {
    let passed = 0;
    for (const row of candidate.scores) {
      passFail &&= isAllOrNothing(row.score);
      if (isPass(row.score)) passed += 1;
    }
    return {
      look: candidateLook(candidate.index, candidate.kind),
      iteration: hasIterations ? candidate.iteration : candidate.index,
      parents: candidate.parents,
      mean: candidate.mean,
      passed,
      ...named(hypotheses.get(candidate.index)),
    };
  });
  const dropped = proposals.flatMap(
    ({ proposal, candidate, iteration, parents, hypothesis }): DroppedNode[] =>
      candidate === null && parents[0] !== undefined
        ? [{ proposal, iteration, parent: parents[0], ...named(hypothesis) }]
        : [],
  );
  const last = hasIterations ? state.iteration : Math.max(0, nodes.length - 1);
  return { nodes, dropped, iteration: last, passFail, unit: hasIterations ? "iteration" : "candidate" };
}

function named(hypothesis: string | undefined): Pick<LineageNode, "hypothesis"> {
  return hypothesis === undefined ? {} : { hypothesis };
}
