import type { Metric } from "./metric.ts";
import { anyOfOption, expectedOption, expectedTexts } from "./read-options.ts";
import { isSameWithoutFuss, normalised } from "./text-forms.ts";
import { anyOf, because, nothingExpected, quoted, verdict } from "./verdict.ts";

export const normalisedExact: Metric = {
  kind: "normalised-exact",
  title: "Match without fuss",
  explanation: "The answer must be the expected text; case, accents, punctuation and articles do not count.",
  needsExpected: true,
  options: [expectedOption, anyOfOption],
  judge({ example, output }, options) {
    const wanted = expectedTexts(example, options);
    if (wanted.length === 0) return nothingExpected();
    const met = wanted.find((text) => isSameWithoutFuss(text, output));
    if (met !== undefined) return verdict(1, `Right: ${quoted(met)}.${because(example)}`);
    const around = wanted.some(
      (text) => normalised(text) !== "" && normalised(output).includes(normalised(text)),
    );
    const hint = around ? " The expected text is in the answer, with other text around it." : "";
    return verdict(0, `Expected ${anyOf(wanted)}, got ${quoted(output)}.${hint}${because(example)}`);
  },
};
