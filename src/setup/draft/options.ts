import { counts, type OptionField, optionFields } from "./draft-options.ts";
import type { Draft } from "./draft.ts";
import type { OptionControl } from "./option-table.ts";

/** Options whose words contain every word of the query. */
export function findOptions(draft: Draft, query: string): readonly OptionField[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return optionFields.filter((field) => {
    const text = `${field.group} ${field.title} ${field.sentence}`.toLowerCase();
    return counts(field, draft) && words.every((word) => text.includes(word));
  });
}

type NumberControl = Extract<OptionControl, { readonly kind: "number" }>;

/** A draft with what was typed for one option of numbers; what cannot be its value is kept beside the last that could. */
export function withTyped(draft: Draft, field: OptionField, text: string): Partial<Draft> {
  if (field.control.kind !== "number") return {};
  const { [field.name]: _before, ...mistyped } = draft.mistyped;
  if (problemOfNumber(field.control, text) !== undefined)
    return { mistyped: { ...mistyped, [field.name]: text } };
  return { mistyped, options: { ...draft.options, [field.name]: Number(text) } };
}

/** What is wrong with an option as typed, in a sentence that names what is wanted. */
export function problemOfOption(draft: Draft, { name, control }: OptionField): string | undefined {
  const text = draft.mistyped[name];
  return text === undefined || control.kind !== "number" ? undefined : problemOfNumber(control, text);
}

/** The first option something else than its value was typed for, by its title. */
export function problemOfOptions(draft: Draft): string | undefined {
  const field = optionFields.find((one) => draft.mistyped[one.name] !== undefined);
  if (field === undefined) return undefined;
  return `The option “${field.title}” cannot be used: ${problemOfOption(draft, field) ?? "it is no number."}`;
}

function problemOfNumber({ min, max, step }: NumberControl, text: string): string | undefined {
  const value = Number(text);
  const isWhole = step === undefined || Number.isInteger(step);
  const good = text.trim() !== "" && value >= min && value <= max && (!isWhole || Number.isInteger(value));
  if (good) return undefined;
  const wanted = `a ${isWhole ? "whole number" : "number"} from ${min.toLocaleString("en")} to ${max.toLocaleString("en")} is wanted`;
  return text.trim() === "" ? `It is empty; ${wanted}.` : `It says ${text}; ${wanted}.`;
}
