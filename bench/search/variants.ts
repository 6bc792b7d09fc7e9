import { referenceSpec, studioSpec } from "../../src/engine/index.ts";
import type { EngineSpec, StudioOptions } from "../../src/engine/index.ts";
import type { RuleWorld } from "./rule-world.ts";

/** Ways of searching that are compared; the Python package comes beside them. */
export const variants = {
  "reference preset": (world: RuleWorld) => referenceSpec(optionsFor(world, "overshoot")),
  studio: (world: RuleWorld) => studio(world),
  "studio, every row for every child": (world: RuleWorld) => studio(world, { validation: { kind: "full" } }),
  "studio, parents from the frontier alone": (world: RuleWorld) =>
    studio(world, { parentSelector: { kind: "pareto" } }),
} satisfies Record<string, (world: RuleWorld) => EngineSpec>;

export type VariantName = keyof typeof variants;
export const variantNames = Object.keys(variants) as readonly VariantName[];

/** As the page sends it; a Student whose answers never come out another way is read again instead of asked again. */
function studio(world: RuleWorld, changes: Partial<StudioOptions> = {}): EngineSpec {
  return studioSpec({
    ...optionsFor(world, "reserve"),
    reuseParentRollouts: world.flip === 0,
    minibatch: { size: 5, failureAware: true },
    ...changes,
  });
}

function optionsFor(world: RuleWorld, policy: EngineSpec["budget"]["policy"]): StudioOptions {
  return {
    seed: world.seed,
    seedCandidates: [world.start],
    splits: {
      feedback: world.feedback.length,
      pareto: world.pareto.length,
      test: 0,
      paretoIsFeedback: false,
    },
    budget: { metricCalls: world.metricCalls, reflectionCalls: null, policy },
  };
}
