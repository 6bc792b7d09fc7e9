/** The two places a template must have. */
export const currentTextPlaceholder = "<curr_param>";
export const recordsPlaceholder = "<side_info>";

/** Placeholders a template lacks, in the reference's order. */
export function missingPlaceholders(template: string): string[] {
  return [currentTextPlaceholder, recordsPlaceholder].filter((place) => !template.includes(place));
}
