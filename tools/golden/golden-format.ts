/** The recorded files of the reference, as far as the replay has to know their shape. */
export interface GoldenTask {
  readonly name: string;
  readonly components: readonly string[];
  readonly seed_candidate: Readonly<Record<string, string>>;
  readonly noise_base: number;
  readonly harm_rule: number;
  readonly harm_mod: number;
  readonly train: readonly GoldenExample[];
  readonly val: readonly GoldenExample[];
}

export interface GoldenExample {
  readonly id: string;
  readonly requires: Readonly<Record<string, readonly number[]>>;
  readonly forbids: Readonly<Record<string, readonly number[]>>;
}

export type Json = string | number | boolean | null | readonly Json[] | JsonMap;
export type JsonMap = { readonly [key: string]: Json };

export interface GoldenRun extends JsonMap {
  readonly options: JsonMap;
}

export interface GoldenFile {
  readonly task?: GoldenTask;
  readonly tasks?: Readonly<Record<string, GoldenTask>>;
  readonly runs: readonly (GoldenRun | GoldenPair)[];
}

/** Two runs in one run directory: stopped at a budget, then resumed as the reference resumes. */
export interface GoldenPair {
  readonly first: GoldenRun;
  readonly second_resumed: GoldenRun;
  readonly same_as_uninterrupted: boolean;
  readonly run_dir_files: readonly string[];
}

/** Numbers as Python prints floats: 1 is 1.0. */
export function pythonFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
