import { engineOptions, mergeOptions } from "./engine-options.ts";
import { type ChangesOf, completed, presetValues, withChanges } from "./option.ts";
import type { Budget, EngineSpec, MergeOptions } from "./spec.ts";

export type StudioOptions = Partial<Omit<EngineSpec, "preset" | "seedCandidates" | "splits" | "budget">> &
  Pick<EngineSpec, "seedCandidates" | "splits"> & { readonly budget?: Partial<Budget> };

/** The app's default: GEPA with the lessons of the field switched on. */
export function studioSpec(options: StudioOptions): EngineSpec {
  return withOptions({ preset: "studio", ...presetValues(engineOptions, "studio") }, options);
}

/** The decisions of gepa 0.1.4. */
export function referenceSpec(options: StudioOptions): EngineSpec {
  return withOptions({ preset: "reference", ...presetValues(engineOptions, "reference") }, options);
}

function withOptions(
  preset: Omit<EngineSpec, "seedCandidates" | "splits">,
  options: StudioOptions,
): EngineSpec {
  return { ...preset, ...options, budget: { ...preset.budget, ...options.budget } };
}

export type SpecChanges = ChangesOf<typeof engineOptions>;

/** The spec with some options changed; a group keeps the members that are not named. */
export function changed(spec: EngineSpec, changes: SpecChanges): EngineSpec {
  return { ...spec, ...withChanges(engineOptions, changes, spec) };
}

/** A stored spec may be older than some option; each such option is then what it was before it existed. */
export function wholeSpec(spec: EngineSpec): EngineSpec {
  return completed(engineOptions, spec);
}

/** Merge as the studio runs it. */
export const studioMerge: MergeOptions = presetValues(mergeOptions, "studio");

/** Merge as gepa 0.1.4 runs it. */
export const referenceMerge: MergeOptions = presetValues(mergeOptions, "reference");
