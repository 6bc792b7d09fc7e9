/** Added from left to right, as the reference adds. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** NaN for no numbers. */
export function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length;
}
