import { describe, expect, it } from "vitest";

import type { SamplerState } from "../../src/engine/journal/events.ts";
import { searchMerge } from "../../src/engine/merge/merge-search.ts";
import type { Pair } from "../../src/engine/merge/merge-search.ts";
import { mergeSubsample } from "../../src/engine/merge/merge-subsample.ts";
import { sampleMinibatch } from "../../src/engine/minibatch/sample-minibatch.ts";
import { candidateHash } from "../../src/engine/pool/candidate-hash.ts";
import { removeDominated, samplingList } from "../../src/engine/pool/remove-dominated.ts";
import { createRandom } from "../../src/engine/random/random.ts";
import { copiedSetOrder, setOrder } from "../../src/engine/random/set-order.ts";
import { extractText } from "../../src/engine/reflector/extract-text.ts";
import { missingPlaceholders } from "../../src/engine/reflector/placeholders.ts";
import { renderRecords } from "../../src/engine/reflector/render-records.ts";
import { substitute } from "../../src/engine/reflector/substitute.ts";
import { descriptionKey, tripletKey } from "../../src/engine/state/apply-merge.ts";
import type { ReflectiveRecord } from "../../src/engine/vocabulary.ts";
import { readGolden } from "./golden-vectors.ts";

interface ParetoCase {
  readonly front_insert_order: [number, number[]][];
  readonly scores: number[];
  readonly kept: [number, number[]][];
  readonly sampling_list: number[];
  readonly find_dominator_programs: number[];
}

it("removes dominated candidates and weighs the rest as the reference does", () => {
  const { cases } = readGolden<{ cases: ParetoCase[] }>("pareto_helper_vectors.json");
  expect(cases.length).toBeGreaterThan(50);
  for (const one of cases) {
    const fronts = one.front_insert_order.map(([, members]) => copiedSetOrder("cpython", members));
    const kept = removeDominated(fronts, (candidate) => one.scores[candidate]!, "cpython");
    expect(kept).toEqual(one.kept.map(([, members]) => members));
    expect(samplingList(kept)).toEqual(one.sampling_list);
    expect(setOrder("cpython", kept.flat())).toEqual(one.find_dominator_programs);
  }
});

it("hashes candidates as the reference does", () => {
  const { candidate_hash } = readGolden<{ candidate_hash: [Record<string, string>, string][] }>(
    "proposal_vectors.json",
  );
  expect(candidate_hash.length).toBeGreaterThan(3);
  for (const [candidate, hash] of candidate_hash) expect(candidateHash(candidate)).toBe(hash);
});

interface SamplerCase {
  readonly seed: number;
  readonly trainset_size: number;
  readonly minibatch_size: number;
  readonly batches_for_i_0_to_11?: number[][];
  readonly calls_i_and_batch?: [number, number[]][];
}

describe("the epoch-shuffled sampler", () => {
  const vectors = readGolden<Record<"plain" | "skips_and_repeats" | "resumed", SamplerCase[]>>(
    "epoch_sampler_vectors.json",
  );
  const batches = (
    one: SamplerCase,
    iterations: readonly number[],
    sizes: readonly number[] = [],
  ): number[][] => {
    const random = createRandom(one.seed);
    let sampler: SamplerState | null = null;
    return iterations.map((iteration, i) => {
      const size = sizes[i] ?? one.trainset_size;
      const drawn = sampleMinibatch(sampler, size, one.minibatch_size, iteration, random);
      sampler = drawn.sampler;
      return [...drawn.minibatch];
    });
  };

  it("repeats the reference's minibatches", () => {
    expect(vectors.plain.length).toBeGreaterThan(10);
    for (const one of vectors.plain) {
      const iterations = Array.from({ length: 12 }, (_, i) => i);
      expect(batches(one, iterations)).toEqual(one.batches_for_i_0_to_11);
    }
  });

  it("skips, repeats and resumes as the reference does", () => {
    const cases = [...vectors.skips_and_repeats, ...vectors.resumed];
    expect(cases.length).toBeGreaterThan(4);
    for (const one of cases) {
      const calls = one.calls_i_and_batch!;
      const iterations = calls.map(([iteration]) => iteration);
      expect(batches(one, iterations)).toEqual(calls.map(([, batch]) => batch));
    }
  });

  it("reshuffles when the feedback set has grown", () => {
    const grown = readGolden<Record<string, number[][]>>("epoch_sampler_vectors.json");
    const expected = grown["grown_at_i_3_from_4_to_5_mb_2_seed_0"]!;
    const one = { seed: 0, trainset_size: 4, minibatch_size: 2 };
    const iterations = expected.map((_, i) => i);
    expect(
      batches(
        one,
        iterations,
        iterations.map((i) => (i < 3 ? 4 : 5)),
      ),
    ).toEqual(expected);
  });
});

interface MergeCase {
  readonly rng_seed: number;
  readonly programs: Record<string, string>[];
  readonly parents: (number | null)[][];
  readonly agg_scores: number[];
  readonly merge_candidates: number[];
  readonly outputs: (
    | { program: object; id1: number; id2: number; ancestor: number }
    | { raised: string }
    | null
  )[];
}

describe("the search for a merge", () => {
  const { merge, subsample } = readGolden<{ merge: MergeCase[]; subsample: SubsampleCase[] }>(
    "merge_helper_vectors.json",
  );

  it("finds the reference's pairs, ancestors and children, and raises where it raises", () => {
    expect(merge.length).toBeGreaterThan(50);
    for (const one of merge) expect(searchRepeatedly(one)).toEqual(one.outputs);
  });

  it("takes the reference's rows to try a merged child on", () => {
    expect(subsample.length).toBeGreaterThan(50);
    for (const one of subsample) {
      const random = createRandom(one.rng_seed);
      const selected = mergeSubsample(new Map(one.scores1), new Map(one.scores2), 5, "cpython", random);
      expect(selected).toEqual(one.selected);
    }
  });
});

interface SubsampleCase {
  readonly rng_seed: number;
  readonly scores1: [number, number][];
  readonly scores2: [number, number][];
  readonly selected: number[];
}

function searchRepeatedly(one: MergeCase): MergeCase["outputs"] {
  const random = createRandom(one.rng_seed);
  const triplets: string[] = [];
  const descriptions: string[] = [];
  const outputs: MergeCase["outputs"] = [];
  const candidates = one.programs.map((texts, i) => ({
    texts,
    parents: one.parents[i]!.filter((parent) => parent !== null),
    mean: one.agg_scores[i]!,
  }));
  const world = {
    candidates,
    pool: one.merge_candidates,
    isTriplet: (parents: Pair, ancestor: number) => triplets.includes(tripletKey(parents, ancestor)),
    isDescription: (parents: Pair, from: readonly number[]) =>
      descriptions.includes(descriptionKey(parents, from)),
    order: "cpython",
    zeroWeights: "raise",
    hasOverlap: () => true,
    isSeen: () => false,
  } as const;
  for (let call = 0; call < 4; call++) {
    try {
      const found = searchMerge(world, random);
      if (found === null) {
        outputs.push(null);
        continue;
      }
      const [id1, id2] = found.parents;
      triplets.push(tripletKey(found.parents, found.ancestor));
      descriptions.push(descriptionKey(found.parents, found.description));
      outputs.push({ program: found.texts, id1, id2, ancestor: found.ancestor });
    } catch (error) {
      return [...outputs, { raised: `${(error as Error).name}: ${(error as Error).message}` }];
    }
  }
  return outputs;
}

describe("the reference's prompt and reply handling", () => {
  const vectors = readGolden<{
    render: { template: string; current: string; dataset: ReflectiveRecord[]; prompt: string }[];
    extract: { raw: string; extracted: string; extracted_after_strip: string }[];
    validate: [string, string][];
  }>("proposal_vectors.json");

  it("renders records and fills a template one placeholder after the other", () => {
    expect(vectors.render.length).toBeGreaterThan(5);
    for (const { template, current, dataset, prompt } of vectors.render) {
      expect(substitute(template, current, renderRecords(dataset), "sequential")).toBe(prompt);
    }
  });

  it("takes the same text from a reply", () => {
    expect(vectors.extract.length).toBeGreaterThan(10);
    for (const { raw, extracted_after_strip } of vectors.extract) {
      const taken = extractText({ kind: "answered", text: raw, finishReason: "stop" }, "lenient");
      expect(taken).toEqual({ ok: true, text: extracted_after_strip });
    }
  });

  it("names the placeholders a template lacks", () => {
    for (const [template, message] of vectors.validate) {
      const missing = missingPlaceholders(template).join(", ");
      expect(`Missing placeholder(s) in prompt template: ${missing}`).toBe(message);
    }
  });
});
