import type { SpecChanges } from "../../engine/index.ts";

/** One option of a draft as data: its usual value, its words and control, and what it makes of the search's spec. */
export interface DraftOption<T> extends OptionWords<T> {
  readonly usual: T;
  readonly control: OptionControl;
}

export type OptionControl =
  | { readonly kind: "check" }
  | { readonly kind: "number"; readonly min: number; readonly max: number; readonly step?: number }
  | { readonly kind: "choice"; readonly choices: readonly (readonly [string, string])[] }
  | {
      readonly kind: "text";
      readonly rows: number;
      /** A text to begin with, for whoever would rather change one than write one. */
      readonly starts?: string;
    };

interface OptionWords<T> {
  readonly group: string;
  readonly title: string;
  /** What it does, and when one would change it. */
  readonly sentence: string;
  /** It counts, and is shown, only while these options (or the draft's task) have these values. */
  readonly when?: Readonly<Record<string, string | boolean>>;
  /** What the engine is told, `all`: where it hangs on another option; absent where something else reads the option. */
  spec?(value: T, preset: "studio" | "reference", all: Readonly<Record<string, unknown>>): SpecChanges;
}

export function check(given: OptionWords<boolean> & { readonly usual: boolean }): DraftOption<boolean> {
  return { ...given, control: { kind: "check" } };
}

export function number(
  given: OptionWords<number> & {
    readonly usual: number;
    readonly min: number;
    readonly max: number;
    readonly step?: number;
  },
): DraftOption<number> {
  const { min, max, step } = given;
  return { ...given, control: { kind: "number", min, max, ...(step === undefined ? {} : { step }) } };
}

export function lines(
  given: OptionWords<string> & { readonly rows: number; readonly starts?: string },
): DraftOption<string> {
  const { rows, starts } = given;
  const control = { kind: "text", rows, ...(starts === undefined ? {} : { starts }) } as const;
  return { ...given, usual: "", control };
}

/** One of several, each with its title. */
export function choice<const Value extends string>(
  given: OptionWords<Value> & {
    readonly usual: NoInfer<Value>;
    readonly choices: Readonly<Record<Value, string>>;
  },
): DraftOption<Value> {
  return { ...given, control: { kind: "choice", choices: Object.entries<string>(given.choices) } };
}
