import { aliveCandidates, allProposals, keptAliveBy, type RunState } from "../../engine/index.ts";
import type { ChartTable } from "../series/chart-table.ts";
import type { ScatterPoint } from "../series/scatter-points.ts";
import { bestSteps, scoredAfter } from "../series/score-series-of.ts";
import { stepAt } from "../series/score-series.ts";
import { gateWords } from "../words/gate-words.ts";
import { formatCount, formatPercent } from "../words/numbers.ts";
import type { SpentUnit } from "../words/spent-words.ts";
import { isPass } from "../words/verdict-words.ts";
import { decisionOf } from "./decision.ts";

const number = (title: string) => ({ title, numeric: true });
const text = (title: string) => ({ title });

export function scoreTable(state: RunState, unit: SpentUnit): ChartTable {
  const best = bestSteps(state);
  const rows = state.candidates.map((candidate) => {
    const known = scoredAfter(candidate);
    return [
      `c${candidate.index}`,
      String(candidate.iteration),
      formatCount(known),
      formatPercent(candidate.mean),
      formatPercent(stepAt(best, known)?.score ?? candidate.mean),
    ];
  });
  return {
    columns: [
      text("Candidate"),
      number("Iteration"),
      number(`Known at ${unit}`),
      number("Score"),
      number("Best so far"),
    ],
    rows: rows.toReversed(),
  };
}

export function gridTable(state: RunState): ChartTable {
  const alive = aliveCandidates(state);
  return {
    columns: [text("Candidate"), number("Rows passed"), number("Mean"), text("Alone on rows"), text("Alive")],
    rows: state.candidates.toReversed().map((candidate) => [
      `c${candidate.index}`,
      `${candidate.scores.filter((row) => isPass(row.score)).length} of ${candidate.scores.length}`,
      formatPercent(candidate.mean),
      keptAliveBy(state, candidate.index)
        .filter((kept) => kept.alone)
        .map((kept) => ("example" in kept.key ? String(kept.key.example) : kept.key.objective))
        .join(", "),
      alive.has(candidate.index) ? "yes" : "no",
    ]),
  };
}

export function scatterTable(
  points: readonly ScatterPoint[],
  costName: string,
  formatCost: (cost: number) => string,
): ChartTable {
  return {
    columns: [text("Candidate"), number("Score"), number(costName)],
    rows: points.map((point) => [point.look.label, formatPercent(point.score), formatCost(point.cost)]),
  };
}

export function lineageTable(state: RunState): ChartTable {
  return {
    columns: [number("Iteration"), text("Kind"), text("From"), text("Minibatch"), text("Decision")],
    rows: allProposals(state)
      .toReversed()
      .map((proposal) => [
        String(proposal.iteration),
        proposal.kind === "person" ? "yours" : proposal.kind,
        proposal.parents.map((parent) => `c${parent}`).join(" + "),
        gateWords(proposal) ?? "not tried",
        decisionOf(proposal).text,
      ]),
  };
}
