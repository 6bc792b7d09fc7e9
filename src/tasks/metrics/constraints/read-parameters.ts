import { listOption, numberOption, textOption } from "../read-options.ts";
import type { ConstraintParameters } from "./constraint.ts";

export function count(parameters: ConstraintParameters, name = "count"): number {
  return numberOption(parameters, name) ?? 1;
}

export function words(parameters: ConstraintParameters): readonly string[] {
  return listOption(parameters, "words");
}

export function text(parameters: ConstraintParameters): string {
  return textOption(parameters, "text") ?? "";
}

/** How often a word or phrase occurs as a whole, in any case. */
export function occurrences(inText: string, phrase: string): number {
  if (phrase === "") return 0;
  const escaped = phrase.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return [...inText.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "giu"))].length;
}

export function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
