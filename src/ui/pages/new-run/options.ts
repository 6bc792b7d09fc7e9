import type { Draft, DraftOptions } from "./draft.ts";
import { otherOptions } from "./other-options.ts";
import { searchOptions } from "./search-options.ts";

type Key = keyof DraftOptions;

/** One advanced option as data: the panel and its search are made from this list. */
export interface OptionField {
  readonly key: Key;
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

/** Every option, in the order of the panel. */
export const optionFields: readonly OptionField[] = [...searchOptions, ...otherOptions];

/** Options whose words contain every word of the query. */
export function findOptions(draft: Draft, query: string): readonly OptionField[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return optionFields.filter((field) => {
    const text = `${field.group} ${field.title} ${field.sentence}`.toLowerCase();
    return field.when?.(draft) !== false && words.every((word) => text.includes(word));
  });
}
