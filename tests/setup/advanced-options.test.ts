import { expect, test } from "vitest";

import { type EngineSpec, validateSpec } from "../../src/engine/index.ts";
import { type DraftOptions, optionFields } from "../../src/setup/draft/draft-options.ts";
import { type Draft, firstDraft } from "../../src/setup/draft/draft.ts";
import { engineOfDraft } from "../../src/setup/draft/engine-of-draft.ts";
import { roomForRewrites } from "../../src/setup/forecast/estimate.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";

const task = routingTask(5, { feedback: 4, pareto: 4, test: 4 });
const ids = (name: string): string[] => Array.from({ length: 4 }, (_, i) => `${name}${i}`);
const splits = { feedback: ids("f"), pareto: ids("p"), test: ids("t") };

function draftWith(options: Partial<DraftOptions>): Draft {
  return { ...firstDraft, options: { ...firstDraft.options, ...options } };
}

function specWith(options: Partial<DraftOptions>): EngineSpec {
  const spec = engineOfDraft(draftWith(options), task, splits);
  expect(validateSpec(spec)).toEqual([]);
  return spec;
}

test("several first prompts reach the pool, and the forecast keeps their judging rows free", () => {
  const [component] = Object.keys(task.seedCandidate);
  const otherSeeds = "Say the label.\n---\nYou sort mail.\nBe brief.\n -----\n\n";
  expect(specWith({ otherSeeds }).seedCandidates).toEqual([
    task.seedCandidate,
    { [component!]: "Say the label." },
    { [component!]: "You sort mail.\nBe brief." },
  ]);
  expect(specWith({}).seedCandidates).toEqual([task.seedCandidate]);
  expect(roomForRewrites(draftWith({ otherSeeds }))).toBeLessThan(roomForRewrites(firstDraft));
});

test("every further end of a search, the way components are chosen and the winner's rule reach the spec", () => {
  expect(specWith({ stopCandidates: 7, stopIterations: 30 }).stop).toMatchObject({
    candidates: 7,
    iterations: 30,
    score: null,
  });
  expect(specWith({}).stop).toMatchObject({ candidates: null, iterations: null });
  expect(specWith({ componentSelector: "all" }).componentSelector).toBe("all");
  expect(specWith({}).componentSelector).toBe("failing");
  expect(specWith({ preset: "reference" }).componentSelector).toBe("round-robin");
  const band = { final: false, winnerRule: "noise-band", noiseBand: 1.5 } as const;
  expect(specWith(band).winner).toEqual({ kind: "noise-band", rows: 1.5 });
  expect(specWith({ ...band, final: true }).winner).toEqual({ kind: "newest-best" });
  expect(specWith({ final: false }).winner).toEqual({ kind: "highest-mean" });
});

test("a letter of one's own can begin as the studio's, whole and valid as it stands", () => {
  const control = optionFields.find(({ name }) => name === "template")!.control;
  const starts = control.kind === "text" ? control.starts! : "";
  expect(starts).toContain("<curr_param>");
  expect(specWith({ template: starts }).reflector.templates).toEqual({ "*": starts.trim() });
});

test("rewrites of several parents, of one, and of each of several reach the spec, and so do the ways of judging them", () => {
  expect(specWith({}).sampling).toEqual({ kind: "single" });
  expect(specWith({ proposals: 3 }).sampling).toEqual({ kind: "independent", n: 3 });
  expect(specWith({ rewritesEach: 2 }).sampling).toEqual({ kind: "same-parent", n: 2 });
  expect(specWith({ proposals: 3, rewritesEach: 2 }).sampling).toEqual({ kind: "p-by-n", p: 3, n: 2 });
  expect(specWith({ validation: "k-fold", folds: 4 }).validation).toEqual({ kind: "k-fold", folds: 4 });
  expect(specWith({ validation: "full" }).validation).toEqual({ kind: "full" });
  expect(specWith({}).seedRows).toBe("few");
  expect(specWith({ seedRows: true }).seedRows).toBe("all");
});
