/** How far a judge and people agree on the same answers. */
export interface Agreement {
  readonly rows: number;
  /** Share of rows on which both say good or both say bad. */
  readonly share: number;
  /** Cohen's kappa: agreement beyond chance; undefined where one side always says the same. */
  readonly kappa: number | undefined;
  /** The finding in a sentence. */
  readonly says: string;
}

export interface JudgedAndMarked {
  /** 0..1 by the judge. */
  readonly judged: number;
  readonly marked: "up" | "down";
}

/** Compares a judge's scores, cut at `goodFrom`, with people's thumbs. */
export function judgeAgreement(rows: readonly JudgedAndMarked[], goodFrom = 0.5): Agreement {
  const count = rows.length;
  if (count === 0)
    return {
      rows: 0,
      share: 0,
      kappa: undefined,
      says: "No answer was both judged and marked by a person yet.",
    };
  const bothGood = rows.filter((row) => row.judged >= goodFrom && row.marked === "up").length;
  const bothBad = rows.filter((row) => row.judged < goodFrom && row.marked === "down").length;
  const share = (bothGood + bothBad) / count;
  const judgedGood = rows.filter((row) => row.judged >= goodFrom).length / count;
  const markedGood = rows.filter((row) => row.marked === "up").length / count;
  const chance = judgedGood * markedGood + (1 - judgedGood) * (1 - markedGood);
  const kappa = chance === 1 ? undefined : (share - chance) / (1 - chance);
  const shown = kappa === undefined ? "" : ` (kappa ${kappa.toFixed(2)})`;
  const few = count < 20 ? " Twenty marks or more would say it better." : "";
  return {
    rows: count,
    share,
    kappa,
    says: `The judge agrees with people on ${bothGood + bothBad} of ${count} answers${shown}.${few}`,
  };
}
