import { readFileSync } from "node:fs";

import { prebuiltAppConfig } from "@mlc-ai/web-llm";
import { describe, expect, test } from "vitest";

import { listLocalModels } from "../../src/models/local/list-local-models.ts";
import type { GpuFound } from "../../src/models/look-at-gpu.ts";
import type { LocalChoice } from "../../src/models/model-choice.ts";
import { modelName } from "../../src/models/model-name.ts";
import { expectedPace, offersOf, parseShelf, recommended } from "../../src/models/shelf.ts";
import { needsHalfFloats, withoutHalfFloats } from "../../src/models/webllm/half-floats.ts";
import { canBeRemoved, partWords } from "../../src/views/words/local-model-words.ts";
import { formatBytes } from "../../src/views/words/numbers.ts";
import { onThisMachine, shelfFacts } from "../../src/views/words/shelf-words.ts";

const written: unknown = JSON.parse(
  readFileSync(new URL("../../public/models/shelf.json", import.meta.url), "utf8"),
);
const shelf = parseShelf(written);
const records = new Map(prebuiltAppConfig.model_list.map((record) => [record.model_id, record]));
const builds = shelf.models.flatMap(({ webllm }) =>
  webllm === undefined ? [] : [webllm.half, ...(webllm.full === undefined ? [] : [webllm.full])],
);
const noGpu: GpuFound = { kind: "none", message: "none" };
const gpu = (halfFloats: boolean): GpuFound => ({
  kind: "gpu",
  halfFloats,
  name: "g",
  largestBufferBytes: 2 ** 30,
});
const gigabytes = 1e9;

describe("the shelf", () => {
  test("is read whole: no entry of the file is left out", () => {
    expect(shelf.models).toHaveLength((written as { models: readonly unknown[] }).models.length);
    expect(parseShelf({ models: [{ name: "half an entry" }, null] }).models).toEqual([]);
    expect(parseShelf("damaged").models).toEqual([]);
  });

  test("names only builds WebLLM's package has, with the package's graphics memory", () => {
    for (const { id, megabytes } of builds)
      expect({ id, megabytes }).toEqual({
        id: records.get(id)?.model_id,
        megabytes: Math.round(records.get(id)?.vram_required_MB ?? 0),
      });
  });

  test("names for a card without half-floats the package's build that does without", () => {
    for (const { webllm } of shelf.models) {
      if (webllm === undefined) continue;
      expect(needsHalfFloats(webllm.half.id)).toBe(true);
      if (webllm.full === undefined) continue;
      expect(needsHalfFloats(webllm.full.id)).toBe(false);
      expect(webllm.full.id).toBe(withoutHalfFloats(webllm.half.id));
    }
  });

  test("pins every file to one revision, one hash and a size the engine can hold", () => {
    for (const { gguf } of shelf.models) {
      if (gguf === undefined) continue;
      expect(gguf.url).toMatch(
        /^https:\/\/huggingface\.co\/[^/]+\/[^/]+\/resolve\/[0-9a-f]{40}\/[^/]+\.gguf$/,
      );
      expect(gguf.url.toUpperCase()).toContain(gguf.quantization);
      expect(gguf.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(gguf.bytes).toBeLessThan(2 ** 31);
    }
  });

  test("knows the need for half-floats where the package's records do not say it", () => {
    const silent = prebuiltAppConfig.model_list.filter(
      (record) => /f16/.test(record.model_id) && record.required_features === undefined,
    );
    expect(silent.length).toBeGreaterThan(0);
    for (const record of silent)
      expect(needsHalfFloats(record.model_id, record.required_features)).toBe(true);
  });
});

describe("on a machine", () => {
  const nameOf = (machine: { gpu: GpuFound; memoryBytes: number }, role: "student" | "reflection") =>
    recommended(offersOf(shelf, machine), role)?.facts.name;

  test("without a graphics card real models are offered, and a quick one is recommended", () => {
    const laptop = { gpu: noGpu, memoryBytes: 4 * gigabytes };
    const offers = offersOf(shelf, laptop);
    expect(offers.every(({ choice }) => choice.kind === "gguf")).toBe(true);
    expect(offers.length).toBeGreaterThan(8);
    expect(nameOf(laptop, "student")).toBe("Qwen3 0.6B");
    expect(nameOf(laptop, "reflection")).toBe("Qwen3.5 2B");
  });

  test("a file says how its weights are stored, and whether the processor gets them as floats", () => {
    const offers = offersOf(shelf, { gpu: noGpu, memoryBytes: 8 * gigabytes });
    const storedAs = (name: string): string | undefined => {
      const offer = offers.find(({ facts }) => facts.name === name)!;
      return shelfFacts(offer).find(([term]) => term === "Stored as")?.[1];
    };
    expect(storedAs("Qwen3 0.6B")).toBe(
      "Q8_0; on the processor run as 32-bit floats, which is quicker, as far as memory allows",
    );
    expect(storedAs("Llama 3.2 1B")).toBe("Q4_K_M");
  });

  test("what does not fit is said and never recommended", () => {
    const small = { gpu: noGpu, memoryBytes: 0.4 * gigabytes };
    const large = offersOf(shelf, small).find(({ facts }) => facts.name === "SmolLM3 3B");
    expect(large?.fits).toBe(false);
    expect(large && onThisMachine(large, small.memoryBytes)).toMatch(
      /this machine can spare 400.MB: likely to fail/,
    );
    expect(nameOf(small, "student")).toBe("SmolLM2 360M");
    expect(nameOf(small, "reflection")).toBeUndefined();
  });

  test("with a graphics card its builds come first, and those it cannot run are not there", () => {
    for (const half of [true, false]) {
      const machine = { gpu: gpu(half), memoryBytes: 4 * gigabytes };
      const onCard = offersOf(shelf, machine).flatMap(({ choice }) =>
        choice.kind === "webllm" ? [choice.modelId] : [],
      );
      expect(onCard.length).toBeGreaterThan(10);
      expect(onCard.every((id) => needsHalfFloats(id) === half)).toBe(true);
      expect(nameOf(machine, "student")).toBe("Qwen3.5 2B");
      expect(nameOf(machine, "reflection")).toBe(half ? "Qwen3.5 4B" : "Ministral 3 3B");
    }
  });

  test("a model's pace is reckoned by size from another that was measured with the same engine", () => {
    const [offer] = offersOf(shelf, { gpu: noGpu, memoryBytes: 4 * gigabytes }).filter(
      ({ facts }) => facts.name === "Qwen3 0.6B",
    );
    if (offer === undefined) throw new Error("not on the shelf");
    const other = {
      kind: "gguf",
      label: "SmolLM2 360M",
      source: { kind: "stored-file", names: [] },
    } as const;
    const pace = expectedPace(offer, [{ choice: other, callsPerMinute: 60 }]);
    expect(pace).toBeCloseTo(36);
    expect(onThisMachine(offer, 4e9)).toBeUndefined();
    expect(expectedPace(offer, [{ choice: { kind: "embedded" }, callsPerMinute: 900 }])).toBeUndefined();
    expect(onThisMachine(offer, 4e9, { callsPerMinute: pace ?? 0, isReckoned: true })).toMatch(
      /^About 36 requests a minute on the processor, reckoned by size/,
    );
  });
});

test("the list of this machine shows one line for each model, and older ones only where they are here", async () => {
  const older = "gemma-2-2b-it-q4f16_1-MLC";
  const here = new Set<string>();
  const students = {
    storedFiles: async () => [],
    weightsHere: async (choice: LocalChoice) => ({
      kind: "weights-here" as const,
      bytes: here.has(modelName(choice)) ? 5 : 0,
      isComplete: here.has(modelName(choice)),
      files: [],
    }),
  };
  const machine = { gpu: gpu(true), memoryBytes: 4e9 };
  const list = () => listLocalModels(students, [], shelf, machine, "http://localhost/");
  const names = (await list()).map(({ label }) => label);
  expect(new Set(names).size).toBe(names.length);
  expect(names[0]).toBe("Embedded model");
  expect(names).not.toContain("Gemma 2 2B");
  here.add(older);
  const second = (await list())[1];
  expect(second).toMatchObject({ key: older, label: "Gemma 2 2B", isReady: true });
});

test("a download that was stopped shows what of it is here, beside the whole, and can be removed", async () => {
  const students = {
    storedFiles: async () => [],
    weightsHere: async () => ({
      kind: "weights-here" as const,
      bytes: 250e6,
      totalBytes: 900e6,
      isComplete: false,
      files: [],
    }),
  };
  const machine = { gpu: gpu(true), memoryBytes: 4e9 };
  const listed = await listLocalModels(students, [], shelf, machine, "http://localhost/");
  const onCard = listed.find(({ choice }) => choice.kind === "webllm");
  const asModel = { ...onCard!, options: {} };
  expect(partWords(asModel)).toBe(`${formatBytes(250e6)} of ${formatBytes(asModel.bytes ?? 0)}`);
  expect([asModel.isReady, canBeRemoved(asModel)]).toEqual([false, true]);
  const untouched = { ...asModel, key: "other" };
  delete (untouched as { bytesHere?: number }).bytesHere;
  expect([partWords(untouched), canBeRemoved(untouched)]).toEqual(["no", false]);
});
