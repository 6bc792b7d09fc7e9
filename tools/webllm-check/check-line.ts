/** One line of the table. */
export interface CheckLine {
  readonly name: string;
  readonly ok: boolean;
  /** What was seen, in a few words. */
  readonly seen: string;
  readonly seconds: number;
}

export const told = ({ name, ok, seen, seconds }: CheckLine): string =>
  `${ok ? "ok " : "NO "} ${name}: ${seen} (${seconds.toFixed(1)} s)`;
