import { describe, expect, test } from "vitest";

import type { CompletionRequest } from "../../src/models/language-model.ts";
import { buildTask } from "../../src/tasks/build-task.ts";
import { gallery } from "../../src/tasks/gallery/catalogue.ts";
import { writeEncyclopaedia } from "../../src/tasks/gallery/encyclopaedia.ts";
import { generatedRows } from "../../src/tasks/generated-rows.ts";
import { metrics } from "../../src/tasks/metrics/registry.ts";
import { createSearch } from "../../src/tasks/retrieval/search.ts";
import type { Example, GeneratedSource, TaskSpec } from "../../src/tasks/task-spec.ts";
import type { Complete, Rollout } from "../../src/tasks/task.ts";

function taskOf(spec: TaskSpec) {
  const rows = generatedRows(spec.source as GeneratedSource);
  return { task: buildTask(spec, rows), rows };
}

function entry(generator: string) {
  const found = gallery.find((one) => one.generator === generator);
  if (found === undefined) throw new Error(`no ${generator} in the gallery`);
  return found;
}

/** Answers with what the row expects, told by looking it up. */
function knowing(answers: (request: CompletionRequest) => string): Complete {
  return async (_role, request) => ({
    kind: "completed",
    text: answers(request),
    finishReason: "stop",
    usage: {},
    latencyMs: 1,
  });
}

describe.each(gallery)("the gallery's $title", ({ make, sizes }) => {
  test("gives the same rows for a seed, as many as asked, in disjoint splits", () => {
    const spec = make(11);
    const rows = generatedRows(spec.source as GeneratedSource);
    expect(generatedRows(spec.source as GeneratedSource)).toEqual(rows);
    const all = [...rows.feedback, ...rows.pareto, ...rows.test];
    expect(all).toHaveLength(sizes.feedback + sizes.pareto + sizes.test);
    // Where all rows are one small set of problems, it is learned from and judged by alike.
    const { generator } = spec.source as GeneratedSource;
    const isOneSet = generator === "circles" || generator === "svg";
    const different = isOneSet ? sizes.feedback : all.length;
    expect(new Set(all.map((row) => JSON.stringify(row.inputs))).size).toBe(different);
    expect(new Set(all.map((row) => row.id)).size).toBe(different);
  });

  test("has metrics whose options are in order, and templates whose columns and answers exist", () => {
    const spec = make(12);
    for (const metric of spec.metrics) expect(metrics[metric.kind]?.check?.(metric.options)).toBeUndefined();
    const row = generatedRows(spec.source as GeneratedSource).feedback[0] as Example;
    const known = new Set(Object.keys(row.inputs));
    for (const module of spec.program.modules) {
      if (module.search !== undefined) known.add(`${module.name}.passages`);
      const named = `${module.userTemplate} ${module.search?.query ?? ""}`.matchAll(/\{\{([^}]+)\}\}/g);
      for (const [, name] of named) expect(known).toContain(name);
      known.add(`${module.name}.output`);
      expect(spec.seedCandidate).toHaveProperty([module.component]);
    }
  });
});

describe("a perfect answer scores 1", () => {
  test.each(["contacts", "dates", "sentiment"])("in %s", async (generator) => {
    const { task, rows } = taskOf(entry(generator).make(5));
    for (const row of rows.test) {
      const rollout = (await task.run(
        { instruction: "x" },
        row,
        knowing(() => Object.values(row.expected)[0] as string),
      )) as Rollout;
      expect(rollout.judgement.score).toBe(1);
    }
  });
});

describe("two-hop questions", () => {
  test("find the first article, and with its name the second; each module's search is in its own record", async () => {
    const spec = entry("two-hop").make(3);
    const { task, rows } = taskOf(spec);
    const book = writeEncyclopaedia(1);
    let found = 0;
    for (const row of rows.feedback) {
      const person = book.people.find((one) => (row.reason as string).includes(one.name));
      const complete = knowing(({ messages }) => {
        const system = messages[0]?.content ?? "";
        if (system.includes("query")) return person?.town.name ?? "";
        return system.startsWith("Answer") ? (row.expected["answer"] as string) : "noted";
      });
      const rollout = (await task.run(spec.seedCandidate, row, complete)) as Rollout;
      expect(rollout.judgement.score).toBe(1);
      const [first, , second] = rollout.trajectory;
      const seen = `${first?.toolResults?.[0]?.output} ${second?.toolResults?.[0]?.output}`;
      if (seen.includes(row.expected["answer"] as string)) found += 1;
      expect(JSON.stringify(task.record("second note", row, rollout))).toContain("Searched for");
    }
    expect(found).toBe(rows.feedback.length);
  });
});

describe("private rewrite", () => {
  test("counts what left the machine, not what the answer says", async () => {
    const spec = entry("private").make(3);
    const { task, rows } = taskOf(spec);
    const row = rows.feedback[0] as Example;
    const secrets = JSON.parse(row.expected["secrets"] as string) as string[];
    const mustHave = JSON.parse(row.expected["mustHave"] as string) as string[];
    const careless = (await task.run(
      spec.seedCandidate,
      row,
      knowing(({ messages }) => messages.at(-1)?.content ?? ""),
    )) as Rollout;
    expect(careless.judgement.objectiveScores).toEqual({ useful: 1, private: 0 });
    expect(careless.judgement.feedback).toContain(
      `${secrets.length} of ${secrets.length} personal details left the machine`,
    );
    const careful = (await task.run(
      spec.seedCandidate,
      row,
      knowing(() => mustHave.join(" ")),
    )) as Rollout;
    expect(careful.judgement.score).toBe(1);
  });
});

describe("branches", () => {
  test("run only where their condition holds", async () => {
    const { task, rows } = taskOf(entry("dates").make(1));
    const spec = entry("dates").make(1);
    const [module] = spec.program.modules;
    if (module === undefined) throw new Error("no module");
    const branching: TaskSpec = {
      ...spec,
      program: {
        modules: [
          { ...module, name: "sort" },
          { ...module, name: "left", when: { value: "{{sort.output}}", isOneOf: ["LEFT"] } },
          { ...module, name: "right", when: { value: "{{sort.output}}", isOneOf: ["right"] } },
        ],
      },
    };
    const run = buildTask(branching, rows);
    const rollout = (await run.run(
      { instruction: "" },
      rows.test[0] as Example,
      knowing(() => "left"),
    )) as Rollout;
    expect(rollout.trajectory.map((step) => step.module)).toEqual(["sort", "left"]);
    expect(task.components).toEqual(["instruction"]);
  });
});

describe("search", () => {
  test("finds a passage by its title and by words of its text, and nothing for nothing", () => {
    const search = createSearch([
      { title: "Moss", text: "grows in shade" },
      { title: "Fern", text: "grows near moss and water" },
    ]);
    expect(search("moss", 1)[0]?.title).toBe("Moss");
    expect(search("water", 2).map((passage) => passage.title)).toEqual(["Fern"]);
    expect(search("", 3)).toEqual([]);
  });
});
