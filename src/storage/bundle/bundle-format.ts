/**
 * A bundle is gzip over lines of JSON: a header, rows by table in the order below, and an end line whose checksum is
 * the SHA-256 of every byte before it. Left out: keys, weights, settings, and the ledger, which is a statement about one
 * machine.
 */
export const bundleFormat = 2;

/** Formats this app reads. 1: without looks at sealed test rows. */
export const readableFormats: readonly number[] = [1, 2];

/** Order of tables in the file: what is small and says what the rest is comes first. */
export const bundleTables = [
  "tasks",
  "datasets",
  "runs",
  "marks",
  "testOpenings",
  "examples",
  "events",
  "rollouts",
  "trajectories",
  "reflections",
] as const;
export type BundleTable = (typeof bundleTables)[number];

export interface BundleHeader {
  readonly bundle: "gepa-studio";
  readonly format: number;
  readonly createdAt: number;
}

/** One row: table and what it holds. */
export interface BundleRow {
  readonly in: BundleTable;
  readonly row: Readonly<Record<string, unknown>>;
  /** Length of its line. */
  readonly bytes: number;
}

export interface BundleEnd {
  readonly end: true;
  readonly rows: number;
  readonly sha256: string;
}

/** What a bundle may hold. The writer keeps to it as well, so that what is saved can be read. */
export const bundleLimits = {
  rows: 5_000_000,
  /** Unpacked. */
  bytes: 16 * 1024 ** 3,
  /** Of one row. */
  line: 16 * 1024 ** 2,
} as const;

export const limitsInWords = `A bundle holds at most 5 million rows, 16 GB unpacked and 16 MB in a row`;
