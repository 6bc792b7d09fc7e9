/** Right answers out of all in one row of the table. */
export interface Score {
  readonly row: string;
  readonly right: number;
  readonly total: number;
}

/** The 95 % Wilson interval of a share. */
export function wilson(right: number, total: number): readonly [low: number, high: number] {
  const z = 1.96;
  const share = right / total;
  const middle = share + (z * z) / (2 * total);
  const half = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const scale = 1 + (z * z) / total;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}

const percent = (share: number) => (100 * share).toFixed(1);

/** One line of the printed table. */
export function scoreLine({ row, right, total }: Score): string {
  const [low, high] = wilson(right, total);
  return `${row.padEnd(62)} ${percent(right / total).padStart(5)} %  (${percent(low)} to ${percent(high)})  n=${total}`;
}
