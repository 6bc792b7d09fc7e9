import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { compareStudy } from "../../bench/peers/compare-studies.ts";
import type { RecordedStudies } from "../../bench/peers/studies.ts";

const file = fileURLToPath(new URL("../fixtures/tpe/optuna-studies.json", import.meta.url));
const recorded = JSON.parse(readFileSync(file, "utf8")) as RecordedStudies;

describe("the Parzen estimator, on studies recorded from Optuna", () => {
  test.each(
    recorded.studies.map((study) => [study.options.join(" x "), study.trials.length, study] as const),
  )(
    "of %s options and %i trials, has Optuna's densities and chooses the cells Optuna chooses",
    (_, __, study) => {
      const { logDensityGap, choiceGap, expectedGap } = compareStudy(study, recorded.seeds);
      expect(logDensityGap).toBeLessThan(1e-9);
      expect(choiceGap).toBeLessThan(2 * expectedGap + 0.03);
    },
  );
});
