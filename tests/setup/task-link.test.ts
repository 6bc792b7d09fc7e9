import { expect, test } from "vitest";

import { isTaskLink, taskFromLink, taskToLink, whyNoLink } from "../../src/setup/task-link.ts";
import { gallery } from "../../src/tasks/gallery/catalogue.ts";
import { metrics } from "../../src/tasks/metrics/registry.ts";
import type { TaskSpec } from "../../src/tasks/task-spec.ts";

test("every task of the gallery comes out of its link as it went in", async () => {
  for (const entry of gallery) {
    const spec = entry.make(3);
    const link = await taskToLink(spec);
    expect(link).toMatch(/^[\w.-]+$/);
    expect(isTaskLink(link)).toBe(true);
    expect(await taskFromLink(link)).toEqual({ kind: "task", spec });
  }
});

test("a link that was cut, changed or made up is refused with a sentence", async () => {
  const link = await taskToLink(gallery[0]!.make(1));
  for (const bad of [link.slice(0, -9), `link.${btoa("nonsense")}`, "link.", `link.${"A".repeat(20_000)}`]) {
    const read = await taskFromLink(bad);
    expect(read).toMatchObject({ kind: "bad-link" });
    expect(read.kind === "bad-link" && read.message).toContain("Nothing was stored");
  }
});

test("a link with something that is no task in it is refused", async () => {
  const link = await taskToLink({ id: "x", name: "y" } as unknown as TaskSpec);
  expect(await taskFromLink(link)).toMatchObject({ kind: "bad-link" });
});

const refused: readonly (readonly [string, (spec: TaskSpec) => unknown, string])[] = [
  [
    "a thousand million rows",
    (spec) => ({ ...spec, source: { ...spec.source, sizes: { feedback: 1e9, pareto: 40, test: 40 } } }),
    "1,000,000,000 rows of one split; at most 5,000",
  ],
  [
    "an unknown generator",
    (spec) => ({ ...spec, source: { ...spec.source, generator: "moonlight" } }),
    'no generator of rows called "moonlight"',
  ],
  [
    "an unknown metric",
    (spec) => ({ ...spec, metrics: [{ ...spec.metrics[0], kind: "constructor" }] }),
    'no metric called "constructor"',
  ],
  ["a thousand million repeats", (spec) => ({ ...spec, repeats: 1e9 }), "at most 10"],
  ["no text to start from", (spec) => ({ ...spec, seedCandidate: {} }), "no text to start from"],
  [
    "a label prompt without labels",
    (spec) => ({
      ...spec,
      program: { modules: spec.program.modules.map((module) => ({ ...module, output: { kind: "label" } })) },
    }),
    "labels",
  ],
];

test.each(refused)("a link with %s is refused, and says what is wrong", async (_name, change, says) => {
  const link = await taskToLink(change(gallery[0]!.make(1)) as TaskSpec);
  expect(await taskFromLink(link)).toEqual({
    kind: "bad-link",
    message: expect.stringContaining(says) as string,
  });
});

test("every metric and every generator there is may travel in a link", async () => {
  const spec = gallery[0]!.make(1);
  for (const kind of Object.keys(metrics)) {
    const link = await taskToLink({ ...spec, metrics: [{ name: "m", kind, weight: 1, options: {} }] });
    expect(await taskFromLink(link)).toMatchObject({ kind: "task" });
  }
});

test("rows of one's own never travel in a link", () => {
  const spec = gallery[0]!.make(1);
  const own: TaskSpec = {
    ...spec,
    source: {
      kind: "dataset",
      datasetId: "d",
      inputColumns: ["a"],
      split: { seed: 1, shares: { feedback: 1, pareto: 0, test: 0 } },
    },
  };
  expect(whyNoLink(spec)).toBeUndefined();
  expect(whyNoLink(own)).toContain("rows are yours");
});

test("a link whose program names a text nobody has is refused by the field it stands in", async () => {
  const spec = gallery[0]!.make(1);
  expect(await taskFromLink(await taskToLink({ ...spec, seedCandidate: { other: "" } }))).toMatchObject({
    kind: "bad-link",
    message: expect.stringContaining('"spec.program.modules.0.component" names the component'),
  });
});
