import type { ReflectorOptions } from "../options/spec.ts";
import { currentTextPlaceholder, recordsPlaceholder } from "./placeholders.ts";

/**
 * Puts the current text and the records into a template. In one pass, a placeholder that occurs inside the current
 * text or inside a record stays what it is; the reference replaces one after the other, so a prompt that talks
 * about `<side_info>` has the records pasted into it.
 */
export function substitute(
  template: string,
  currentText: string,
  records: string,
  mode: ReflectorOptions["substitution"],
): string {
  if (mode === "sequential") {
    return template
      .replaceAll(currentTextPlaceholder, () => currentText)
      .replaceAll(recordsPlaceholder, () => records);
  }
  return template.replace(/<curr_param>|<side_info>/g, (place) =>
    place === currentTextPlaceholder ? currentText : records,
  );
}
