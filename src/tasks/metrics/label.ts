import type { Metric } from "./metric.ts";
import { expectedOption, expectedText, flagOption, listOption } from "./read-options.ts";
import { because, nothingExpected, quoted, verdict } from "./verdict.ts";

/** Right or wrong label, and which was taken for which. */
export const label: Metric = {
  kind: "label",
  title: "Label",
  explanation: "The answer must be the expected label; says which label was taken for which.",
  needsExpected: true,
  isForLabels: true,
  options: [
    expectedOption,
    {
      name: "labels",
      type: "list",
      meaning: "All labels, to tell a wrong label from an answer that is none.",
    },
    {
      name: "caseSensitive",
      title: "Capital letters count",
      type: "boolean",
      meaning: "A and a are two letters.",
      default: false,
    },
  ],
  judge({ example, output }, options) {
    const expected = expectedText(example, options);
    if (expected === undefined) return nothingExpected();
    const fold = (text: string) => bare(flagOption(options, "caseSensitive") ? text : text.toLowerCase());
    const got = bare(output);
    const reason = because(example);
    if (fold(got) === fold(expected))
      return verdict(1, `Right: ${expected}.${reason}`, { confusion: { expected, got: expected } });
    const labels = listOption(options, "labels");
    const known = labels.find((candidate) => fold(candidate) === fold(got));
    const shown = known ?? (got === "" ? "an empty answer" : shortLabel(got) ? got : quoted(got));
    const stray =
      labels.length > 0 && known === undefined ? ` That is none of the labels ${labels.join(", ")}.` : "";
    return verdict(0, `Expected ${expected}, got ${shown}.${stray}${reason}`, {
      confusion: { expected, got: known ?? "(no label)" },
    });
  },
};

/** An answer without the quotes, stars and full stop models like to put around a label. */
function bare(text: string): string {
  return text.trim().replace(/^["'`*\s]+|["'`*.\s]+$/g, "");
}

function shortLabel(text: string): boolean {
  return /^[\p{L}\p{N}_/&-]{1,40}$/u.test(text);
}
