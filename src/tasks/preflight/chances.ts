/** Numbers behind the pre-flight's advice. All pure. */

/** Chance that a minibatch of `size` rows, drawn without repeats from `rows`, holds a row of the `failing`. */
export function chanceOfFailureInBatch(failing: number, rows: number, size: number): number {
  if (failing <= 0 || rows <= 0) return 0;
  let none = 1;
  for (let drawn = 0; drawn < Math.min(size, rows); drawn += 1)
    none *= Math.max(0, rows - failing - drawn) / (rows - drawn);
  return 1 - none;
}

/** Smallest minibatch that holds a failure with at least the wanted chance; undefined when nothing fails. */
export function batchSizeFor(failing: number, rows: number, wanted: number): number | undefined {
  if (failing <= 0) return undefined;
  for (let size = 1; size < rows; size += 1)
    if (chanceOfFailureInBatch(failing, rows, size) >= wanted) return size;
  return rows;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson's interval for a share (95 %). */
export function shareInterval(successes: number, rows: number): Interval {
  if (rows === 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const share = successes / rows;
  const centre = (share + (z * z) / (2 * rows)) / (1 + (z * z) / rows);
  const half =
    (z / (1 + (z * z) / rows)) * Math.sqrt((share * (1 - share)) / rows + (z * z) / (4 * rows * rows));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * Smallest gain between two prompts that `rows` test rows show with 80 % chance at the 5 % level, when `discordant`
 * of the rows are judged differently by the two (McNemar's test, normal approximation).
 */
export function detectableGain(rows: number, discordant = 0.3): number {
  if (rows <= 0) return 1;
  return Math.min(1, (1.959964 + 0.841621) * Math.sqrt(discordant / rows));
}
