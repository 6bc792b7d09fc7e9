import type { Metric } from "./metric.ts";
import { expectedOption, expectedText, flagOption, listOption } from "./read-options.ts";
import { because, nothingExpected, quoted, verdict } from "./verdict.ts";

/** How likely the model thought the right label; measured where it says how likely it thought each. */
export const rightChance = "chance of the right label";

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
  judge({ example, output, trajectory }, options) {
    const expected = expectedText(example, options);
    if (expected === undefined) return nothingExpected();
    const fold = (text: string) => bare(flagOption(options, "caseSensitive") ? text : text.toLowerCase());
    const got = bare(output);
    const reason = because(example);
    const chances = trajectory.at(-1)?.choiceProbabilities;
    const chanceOf = (label: string) =>
      Object.entries(chances ?? {}).find(([one]) => fold(one) === fold(label))?.[1] ?? 0;
    const parts = chances === undefined ? {} : { parts: { [rightChance]: chanceOf(expected) } };
    const sure = (label: string) => (chances === undefined ? "" : ` (${percent(chanceOf(label))} sure)`);
    if (fold(got) === fold(expected))
      return verdict(1, `Right: ${expected}${sure(expected)}.${reason}`, {
        confusion: { expected, got: expected },
        ...parts,
      });
    const labels = listOption(options, "labels");
    const known = labels.find((candidate) => fold(candidate) === fold(got));
    const shown = known ?? (got === "" ? "an empty answer" : shortLabel(got) ? got : quoted(got));
    const stray =
      labels.length > 0 && known === undefined ? ` That is none of the labels ${labels.join(", ")}.` : "";
    return verdict(0, `Expected ${expected}${sure(expected)}, got ${shown}${sure(got)}.${stray}${reason}`, {
      confusion: { expected, got: known ?? "(no label)" },
      ...parts,
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

function percent(chance: number): string {
  return `${Math.round(100 * chance)} %`;
}
