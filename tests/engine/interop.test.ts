import { describe, expect, it } from "vitest";

import {
  allProposals,
  bestImported,
  foldJournal,
  frontierRows,
  initialState,
  journalOfImport,
  readCandidatesJson,
  readResultJson,
  readVizRun,
  toCandidatesJson,
  toResultJson,
  toVizRun,
} from "../../src/engine/index.ts";
import type { RunState } from "../../src/engine/index.ts";
import type { GoldenFile, GoldenRun, JsonMap } from "../../tools/golden/golden-format.ts";
import { recordRun } from "../../tools/golden/record-run.ts";
import { readGolden } from "./golden-vectors.ts";

async function goldenRun(file: string, index: number): Promise<{ state: RunState; result: JsonMap }> {
  const golden = readGolden<GoldenFile>(file);
  const run = golden.runs[index] as GoldenRun;
  const { final } = await recordRun(run, golden.task!);
  return { state: final!, result: run["result"] as JsonMap };
}

describe("a result file", () => {
  it("says what the reference's own result says, in its schema 2", async () => {
    const { state, result } = await goldenRun("events_three.json", 1);
    const written = toResultJson(state);
    for (const field of [
      "candidates",
      "parents",
      "val_aggregate_scores",
      "val_aggregate_subscores",
      "per_objective_best_candidates",
      "objective_pareto_front",
      "discovery_eval_counts",
      "total_metric_calls",
      "num_full_val_evals",
      "best_idx",
    ]) {
      expect({ [field]: written[field] }).toEqual({ [field]: result[field] });
    }
    const fronts = result["per_val_instance_best_candidates"] as [number, number[]][];
    expect(written["per_val_instance_best_candidates"]).toEqual(Object.fromEntries(fronts));
    expect(written["validation_schema_version"]).toBe(2);
  });

  it("comes back through JSON text as the same pool, frontier, lineage and counts", async () => {
    const { state } = await goldenRun("events_three.json", 1);
    const read = readResultJson(JSON.parse(JSON.stringify(toResultJson(state))));
    if (read.kind !== "ok") throw new Error(read.message);
    const again = foldJournal(journalOfImport(read.run))!;
    expect(
      again.candidates.map((one) => [one.texts, one.parents, one.mean, one.kind, one.objectiveMeans]),
    ).toEqual(
      state.candidates.map((one) => [one.texts, one.parents, one.mean, one.kind, one.objectiveMeans]),
    );
    expect(frontierRows(again)).toEqual(frontierRows(state));
    expect(again.candidates.map((one) => one.discoveredAfter)).toEqual(
      state.candidates.map((one) => one.discoveredAfter),
    );
    expect(again.spent.metricCalls).toBe(state.spent.metricCalls);
    expect(bestImported(read.run)).toBe(state.best.index);
    expect(again.stopReason).toEqual({ kind: "imported", from: "gepa-result" });
    expect(toResultJson(again)["best_idx"]).toBe(state.best.index);
  });

  it("carries row ids and best outputs when they are given", async () => {
    const { state } = await goldenRun("events_one.json", 0);
    const paretoIds = state.candidates[0]!.scores.map((row) => `row-${row.example}`);
    const written = toResultJson(state, { paretoIds, outputOf: (one, example) => `${one}/${example}` });
    const outputs = written["best_outputs_valset"] as Record<string, [number, string][]>;
    expect(Object.keys(outputs)).toEqual(paretoIds);
    for (const [id, best] of Object.entries(outputs)) {
      for (const [one, output] of best) expect(output).toBe(`${one}/${id.slice(4)}`);
    }
  });

  it("of schema 0, with lists in place of maps, is read too", () => {
    const old = {
      candidates: [{ a: "x" }, { a: "y" }],
      parents: [[null], [0]],
      val_subscores: [
        [0, 1],
        [1, 1],
      ],
    };
    const read = readResultJson(old);
    expect(read).toMatchObject({ kind: "ok", run: { paretoIds: ["0", "1"] } });
    if (read.kind === "ok") expect(foldJournal(journalOfImport(read.run))!.best.index).toBe(1);
  });

  it.each([
    ["a list", [], "the file is not an object"],
    ["a newer schema", { validation_schema_version: 3 }, "schema version 3"],
    ["no candidates", { candidates: [], parents: [], val_subscores: [] }, "no candidate"],
    ["a text that is no text", { candidates: [{ a: 1 }] }, 'the text of "a" is not a string'],
    [
      "a score that is no number",
      { candidates: [{ a: "" }], parents: [[null]], val_subscores: [{ "0": "1" }] },
      "not a finite number",
    ],
    [
      "a parent from the future",
      { candidates: [{ a: "" }], parents: [[0]], val_subscores: [{ "0": 1 }] },
      "does not come before it",
    ],
    [
      "lists of different lengths",
      { candidates: [{ a: "" }], parents: [], val_subscores: [] },
      "same length",
    ],
  ])("is refused with a reason when it is %s", (_name, json, message) => {
    const read = readResultJson(json);
    expect(read.kind === "bad-import" && read.message).toContain(message);
  });
});

describe("candidates.json", () => {
  it("goes out and comes back", async () => {
    const { state } = await goldenRun("events_two.json", 0);
    const read = readCandidatesJson(JSON.parse(JSON.stringify(toCandidatesJson(state))));
    expect(read).toEqual({ kind: "ok", candidates: state.candidates.map((one) => one.texts) });
  });

  it.each([[{}], [[]], [[{}]], [[{ a: 1 }]]])("is refused when it is %j", (json) => {
    expect(readCandidatesJson(json).kind).toBe("bad-import");
  });
});

describe("gepa-viz's run.json", () => {
  it("shows kept candidates by index and rejected ones under their parent", async () => {
    const { state } = await goldenRun("events_two.json", 0);
    const { candidates, examples } = toVizRun(state, { paretoRow: (i) => ({ question: `q${i}` }) });
    expect(examples[3]).toEqual({ question: "q3" });
    expect(candidates["0"]).toMatchObject({
      parent: null,
      minibatch: null,
      score: state.candidates[0]!.mean,
    });
    expect(candidates["0"]!.prompt).toBe("# component: alpha\n1\n\n# component: beta\n2");
    const rejected = Object.keys(candidates).filter((id) => id.includes("."));
    expect(rejected).toHaveLength(allProposals(state).filter((one) => one.candidate === null).length);
    const [gate] = candidates["1"]!.minibatch!;
    expect(gate).toMatchObject({ example: { data_id: "6" }, parent_score: 0.25, score: 0.5 });
  });

  it("comes back as the same pool, with every gate that was recorded", async () => {
    const { state } = await goldenRun("events_two.json", 0);
    const read = readVizRun(JSON.parse(JSON.stringify(toVizRun(state))));
    if (read.kind !== "ok") throw new Error(read.message);
    const again = foldJournal(journalOfImport(read.run))!;
    expect(again.candidates.map((one) => [one.texts, one.parents, one.mean])).toEqual(
      state.candidates.map((one) => [one.texts, one.parents, one.mean]),
    );
    const sums = (of: RunState) =>
      allProposals(of)
        .map(
          (one) =>
            `${one.verdict} ${one.parents.join()} ${one.before} ${one.after} ${JSON.stringify(one.texts)}`,
        )
        .toSorted();
    expect(sums(again)).toEqual(sums(state));
  });

  it("written by the viewer itself is read, also when a child shows one unnamed text of several", () => {
    const row = {
      example: { q: "a" },
      parent_prediction: {},
      parent_score: 0,
      prediction: {},
      score: 1,
      feedback: "",
    };
    const file = {
      examples: [{}],
      candidates: {
        "0": {
          prompt: "# component: a\nx\n\n# component: b\ny",
          parent: null,
          score: 0,
          predictions: [{ prediction: {}, score: 0 }],
          minibatch: null,
        },
        "1": {
          prompt: "z",
          parent: "0",
          score: 1,
          predictions: [{ prediction: {}, score: 1 }],
          minibatch: [row],
        },
      },
    };
    const read = readVizRun(file);
    if (read.kind !== "ok") throw new Error(read.message);
    expect(foldJournal(journalOfImport(read.run))!.candidates[1]).toMatchObject({
      texts: { prompt: "z" },
      mean: 1,
    });
  });

  it.each([
    ["no candidates", { examples: [], candidates: {} }],
    ["a missing candidate", { examples: [], candidates: { "1": { prompt: "", parent: null } } }],
    ["a strange parent", { examples: [], candidates: { "0": { prompt: "", parent: "7", predictions: [] } } }],
    ["no prompt", { examples: [], candidates: { "0": { parent: null } } }],
  ])("is refused when it has %s", (_name, json) => {
    expect(readVizRun(json).kind).toBe("bad-import");
  });
});

it("an empty state can be written before the seed is scored", () => {
  const golden = readGolden<GoldenFile>("events_one.json");
  const seedCandidates = [golden.task!.seed_candidate];
  const spec = { ...initialSpec(), seedCandidates };
  expect(toResultJson(initialState(spec))["candidates"]).toEqual([]);
  expect(toVizRun(initialState(spec)).candidates).toEqual({});
});

function initialSpec(): RunState["spec"] {
  const read = readResultJson({ candidates: [{ a: "" }], parents: [[null]], val_subscores: [{ "0": 1 }] });
  if (read.kind !== "ok") throw new Error(read.message);
  return foldJournal(journalOfImport(read.run))!.spec;
}
