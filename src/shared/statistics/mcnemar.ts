/**
 * Exact two-sided McNemar test: of the pairs that differ, is the split between the two sides more uneven than a fair
 * coin's would be? The probability of a split at least this uneven under Binomial(wins + losses, 1/2).
 */
export function exactMcNemar(wins: number, losses: number): number {
  const pairs = wins + losses;
  if (pairs === 0) return 1;
  const fewer = Math.min(wins, losses);
  let tail = 0;
  let logTerm = -pairs * Math.LN2;
  for (let k = 0; k <= fewer; k++) {
    if (k > 0) logTerm += Math.log((pairs - k + 1) / k);
    tail += Math.exp(logTerm);
  }
  return Math.min(1, 2 * tail);
}
