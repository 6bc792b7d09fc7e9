import type { TaskSpec } from "../task-spec.ts";

/** How far a judge and people agree on the same answers. */
export interface Agreement {
  readonly rows: number;
  /** Answers on which both say good or both say bad. */
  readonly agreed: number;
  /** Share of rows on which both say good or both say bad. */
  readonly share: number;
  /** Cohen's kappa: agreement beyond chance, -1 to 1; undefined where both always say the same one thing. */
  readonly kappa: number | undefined;
  /** Too few marks for the numbers to mean much. */
  readonly isThin: boolean;
  /** The finding in a sentence or two. */
  readonly says: string;
}

interface JudgedAndMarked {
  /** 0..1 by the judge. */
  readonly judged: number;
  readonly marked: "up" | "down";
}

/** Marks from which on the share and kappa are worth printing as a finding. */
const enoughMarks = 20;

/** Where a judge's score counts as "good". */
export const judgedGoodFrom = 0.5;

/** Compares a judge's scores, cut at `goodFrom`, with people's thumbs. */
export function judgeAgreement(rows: readonly JudgedAndMarked[], goodFrom = judgedGoodFrom): Agreement {
  const count = rows.length;
  if (count === 0)
    return {
      rows: 0,
      agreed: 0,
      share: 0,
      kappa: undefined,
      isThin: true,
      says: `No answer was both judged and marked by a person yet. Mark ${enoughMarks} answers good or bad to learn whether this judge can be trusted.`,
    };
  const bothGood = rows.filter((row) => row.judged >= goodFrom && row.marked === "up").length;
  const bothBad = rows.filter((row) => row.judged < goodFrom && row.marked === "down").length;
  const agreed = bothGood + bothBad;
  const share = agreed / count;
  const judgedGood = rows.filter((row) => row.judged >= goodFrom).length / count;
  const markedGood = rows.filter((row) => row.marked === "up").length / count;
  const chance = judgedGood * markedGood + (1 - judgedGood) * (1 - markedGood);
  const kappa = chance === 1 ? undefined : (share - chance) / (1 - chance);
  const isThin = count < enoughMarks;
  const shown = kappa === undefined ? "" : ` (kappa ${kappa.toFixed(2)})`;
  const counted = `The judge agrees with people on ${agreed} of ${count} answers${shown}.`;
  return {
    rows: count,
    agreed,
    share,
    kappa,
    isThin,
    says: `${counted} ${isThin ? `Too few to trust or distrust it: mark ${enoughMarks - count} more.` : wordsOf(kappa)}`,
  };
}

/** What a kappa means for somebody who has to decide by it. */
function wordsOf(kappa: number | undefined): string {
  if (kappa === undefined)
    return "Both always say the same, so nothing is known of the other kind of answer: mark some of those.";
  if (kappa >= 0.8) return "It can stand in for you on answers like these.";
  if (kappa >= 0.6) return "Good enough to search by, not to report by.";
  if (kappa >= 0.4) return "Only partly: read where you differ and sharpen the rubric.";
  return "Hardly better than chance: do not search by this judge before its rubric or its model is changed.";
}

type NamedMetric = TaskSpec["metrics"][number];

/** What a judge itself said of an answer, 0..1, from the scores that were stored; undefined where it was not asked. */
export function judgedScore(
  metric: NamedMetric,
  metrics: TaskSpec["metrics"],
  outcome: { readonly score: number; readonly objectiveScores?: Readonly<Record<string, number>> },
): number | undefined {
  const stored = outcome.objectiveScores?.[metric.name] ?? (metrics.length === 1 ? outcome.score : undefined);
  if (stored === undefined) return undefined;
  // A threshold is applied after the negation, so what it left is turned round in any case.
  return metric.negate === true ? 1 - stored : stored;
}
