import type { SpecChanges } from "../../engine/index.ts";
import { advancedOptions } from "./advanced-options.ts";
import type { DraftOption } from "./option-table.ts";
import { otherOptions } from "./other-options.ts";
import { searchOptions } from "./search-options.ts";

const table = { ...searchOptions, ...otherOptions, ...advancedOptions };

type OptionName = keyof typeof table;

/** Everything a run needs that is not the task itself; each has a sentence in the options panel. */
export type DraftOptions = {
  readonly [Name in OptionName]: (typeof table)[Name] extends DraftOption<infer T> ? T : never;
};

/** One option with its name. */
export interface OptionField extends Omit<DraftOption<never>, "usual" | "spec"> {
  readonly name: OptionName;
}

/** Every option, in the order of the panel. */
export const optionFields: readonly OptionField[] = Object.entries(table).map(([name, one]) => ({
  ...one,
  name: name as OptionName,
}));

export const usualOptions = Object.fromEntries(
  Object.entries(table).map(([name, { usual }]) => [name, usual]),
) as DraftOptions;

/** An option counts, and is shown, while the options it hangs on have the values it wants. */
export function counts(
  field: OptionField,
  given: { readonly task: string; readonly options: DraftOptions },
): boolean {
  const values: Readonly<Record<string, unknown>> = { ...given.options, task: given.task };
  return Object.entries(field.when ?? {}).every(([name, wanted]) => values[name] === wanted);
}

/** What the options that count make of the search's spec, in the order of the table. */
export function specChanges(given: {
  readonly task: string;
  readonly options: DraftOptions;
}): readonly SpecChanges[] {
  return optionFields
    .filter((field) => counts(field, given))
    .map(({ name }) => {
      const { spec } = table[name] as DraftOption<unknown>;
      return spec?.(given.options[name], given.options.preset, given.options) ?? {};
    });
}
