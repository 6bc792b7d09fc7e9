import type { Draft, DraftOptions } from "./draft.ts";

/** One advanced option as data: the panel and its search are made from this list. */
export interface OptionField {
  readonly key: keyof DraftOptions;
  readonly group: string;
  readonly title: string;
  /** What it does, and when one would change it. */
  readonly sentence: string;
  readonly control:
    | { readonly kind: "check" }
    | { readonly kind: "number"; readonly min: number; readonly max: number; readonly step?: number }
    | { readonly kind: "choice"; readonly choices: readonly (readonly [string, string])[] }
    | { readonly kind: "text"; readonly rows: number };
  /** Shown only while true. */
  readonly when?: (draft: Draft) => boolean;
}
