/** One fault planted in the product, and the tests that must notice it. */
export interface Mutant {
  /** What would be wrong then. */
  readonly name: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
  /** Only the tests of those files with this in their title. */
  readonly titled?: string;
}
