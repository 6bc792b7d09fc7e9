import type { Metric } from "./metric.ts";
import { anyOfOption, expectedOption, expectedTexts } from "./read-options.ts";
import { describeSets, setScores } from "./set-scores.ts";
import { squadTokens } from "./text-forms.ts";
import { because, nothingExpected, quoted, verdict } from "./verdict.ts";

export const tokenF1: Metric = {
  kind: "token-f1",
  title: "Word overlap (F1)",
  explanation: "How many words the answer shares with the expected one, as in SQuAD; good for short answers.",
  needsExpected: true,
  options: [expectedOption, anyOfOption],
  judge({ example, output }, options) {
    const [best] = expectedTexts(example, options)
      .map((text) => ({ text, scores: setScores(squadTokens(text), squadTokens(output)) }))
      .toSorted((left, right) => right.scores.f1 - left.scores.f1);
    if (best === undefined) return nothingExpected();
    const { text: expected, scores } = best;
    if (scores.f1 === 1) return verdict(1, `Right: ${quoted(expected)}.${because(example)}`);
    const parts = { precision: scores.precision, recall: scores.recall };
    return verdict(
      scores.f1,
      `Expected ${quoted(expected)}, got ${quoted(output)}. ${describeSets(scores)}${because(example)}`,
      { parts },
    );
  },
};
