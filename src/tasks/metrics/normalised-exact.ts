import type { Metric } from "./metric.ts";
import { expectedOption, expectedText } from "./read-options.ts";
import { normalised } from "./text-forms.ts";
import { because, nothingExpected, quoted, verdict } from "./verdict.ts";

export const normalisedExact: Metric = {
  kind: "normalised-exact",
  title: "Match without fuss",
  explanation: "The answer must be the expected text; case, accents, punctuation and articles do not count.",
  needsExpected: true,
  options: [expectedOption],
  judge({ example, output }, options) {
    const expected = expectedText(example, options);
    if (expected === undefined) return nothingExpected();
    if (normalised(expected) === normalised(output))
      return verdict(1, `Right: ${quoted(expected)}.${because(example)}`);
    const around = normalised(expected) !== "" && normalised(output).includes(normalised(expected));
    const hint = around ? " The expected text is in the answer, with other text around it." : "";
    return verdict(0, `Expected ${quoted(expected)}, got ${quoted(output)}.${hint}${because(example)}`);
  },
};
