import type { Metric } from "./metric.ts";
import { expectedOption, expectedText, listOption, splitList } from "./read-options.ts";
import { describeSets, setScores } from "./set-scores.ts";
import { because, nothingExpected, verdict } from "./verdict.ts";

export const multiLabel: Metric = {
  kind: "multi-label",
  title: "Several labels",
  explanation: "F1 of the labels named against those expected; order, case and repeats do not count.",
  needsExpected: true,
  options: [
    expectedOption,
    { name: "labels", type: "list", meaning: "All labels; anything else in the answer is called out." },
  ],
  judge({ example, output }, options) {
    const text = expectedText(example, options);
    if (text === undefined) return nothingExpected();
    const expected = labelsIn(text);
    const got = labelsIn(output);
    const scores = setScores(expected, got);
    const known = listOption(options, "labels").map((label) => label.toLowerCase());
    const strays = known.length === 0 ? [] : got.filter((label) => !known.includes(label));
    const stray = strays.length > 0 ? ` Not a label at all: ${strays.join(", ")}.` : "";
    if (scores.f1 === 1) return verdict(1, `Right: ${expected.join(", ") || "no label"}.${because(example)}`);
    return verdict(scores.f1, `${describeSets(scores)}${stray}${because(example)}`);
  },
};

function labelsIn(text: string): string[] {
  const labels = splitList(text).map((label) =>
    label.toLowerCase().replaceAll(/^["'`*\s]+|["'`*.\s]+$/g, ""),
  );
  return [
    ...new Set(labels.filter((label) => label !== "" && !/^(?:none|-|no labels?)$/.test(label))),
  ].toSorted();
}
