import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { rivalNames } from "../../src/rivals/optimizers.ts";
import { makeJournalCheck } from "../../src/runs/check-journal.ts";
import { problemOf } from "../../src/storage/bundle/check-row.ts";
import { hostsOf } from "../../src/storage/bundle/foreign-parts.ts";
import { surveyBundle, previewOf } from "../../src/storage/bundle/survey-bundle.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { clearCutOffImports } from "../../src/storage/ownerless-rows.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { bundleOf, contents, filled, packed, plain, plantedKey, take } from "./bundles.ts";
import { connect, freshName, openTab, untilStatus } from "./open-runs.ts";

test("a bundle brings everything over, and no key, setting or ledger", async () => {
  const db = await filled();
  const file = await bundleOf(db);
  const text = await plain(file);
  expect(text).not.toContain(plantedKey);
  expect(file.size).toBeLessThan(text.length / 3);

  const other = await connect(freshName());
  const shares: number[] = [];
  expect(await take(other, file, "merge", true, ({ share = 0 }) => shares.push(share))).toMatchObject({
    kind: "imported",
    tasks: 1,
    datasets: 1,
    runs: 1,
    skipped: 0,
  });
  // How far it is goes by rows, most of it for storing them, and never backwards.
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.filter((share) => share <= 0.1).length).toBeGreaterThan(0);
  expect(shares.at(-1)).toBe(1);
  expect(await contents(other)).toEqual(await contents(db));
  expect(await other.settings.count()).toBe(0);
  expect(await other.modelCalls.count()).toBe(0);
});

test("taken twice, a bundle adds nothing the second time; in place of what is here, it replaces it", async () => {
  const db = await filled();
  const file = await bundleOf(db);
  const before = await contents(db);
  expect(await take(db, file)).toMatchObject({ kind: "imported", runs: 0, skipped: 3 });
  expect(await contents(db)).toEqual(before);

  await requestRun(db, sampleRun({ id: "another" }), 5);
  expect(await take(db, file, "replace")).toMatchObject({ kind: "imported", runs: 1, skipped: 0 });
  const runs = await db.runs.toArray();
  expect(runs).toHaveLength(1);
  expect(await db.events.where("[runId+seq]").between([runs[0]?.id, 0], [runs[0]?.id, 1e9]).count()).toBe(
    await db.events.count(),
  );
  expect(await db.rollouts.count()).toBe(before["rollouts"]?.length);
  expect(await db.examples.count()).toBe(700);
});

test("a preview says what would come and changes nothing", async () => {
  const db = await filled();
  const file = await bundleOf(db);
  const other = await connect(freshName());
  const survey = await surveyBundle(file, makeJournalCheck, () => undefined);
  expect(await previewOf(other, survey)).toMatchObject({
    tasks: [{ name: "Support routing", isHere: false }],
    datasets: [{ name: "Rows", rowCount: 700, isHere: false }],
    runs: [{ rollouts: await db.rollouts.count(), isHere: false }],
    hosts: [],
    code: [],
  });
  expect(Object.values(await contents(other)).flat()).toEqual([]);
});

test("a damaged, shortened, altered or foreign file is refused in words, and nothing is changed", async () => {
  const file = await bundleOf(await filled());
  const lines = (await plain(file)).split("\n").slice(0, -1);
  const altered = async (change: (all: string[]) => string[]) => packed(`${change([...lines]).join("\n")}\n`);
  const half = Math.floor(lines.length / 2);
  const bad: [string, Blob][] = [
    ["nothing", new Blob([])],
    ["a picture", new Blob([new Uint8Array([137, 80, 78, 71, 13, 10])])],
    ["another gzip", await packed("hello\n")],
    ["cut in the compressed bytes", file.slice(0, file.size - 40)],
    ["without its end", await altered((all) => all.slice(0, -1))],
    ["a score changed", await altered((all) => all.map((line) => line.replace('"score":0', '"score":1')))],
    ["a row missing", await altered((all) => all.toSpliced(half, 1))],
    [
      "a later format",
      await altered((all) => [all[0]?.replace('"format":2', '"format":9') ?? "", ...all.slice(1)]),
    ],
    [
      "__proto__",
      await altered((all) => [
        ...all.slice(0, 1),
        '{"in":"tasks","row":{"__proto__":{"x":1}}}',
        ...all.slice(1),
      ]),
    ],
    [
      "an unknown table",
      await altered((all) => [...all.slice(0, 1), '{"in":"secrets","row":{}}', ...all.slice(1)]),
    ],
    ["deep nesting", await packed(`${"[".repeat(200_000)}\n`)],
  ];
  const db = await connect(freshName());
  for (const [what, blob] of bad) {
    const outcome = await take(db, blob);
    const stored = [...Object.values(await contents(db)).flat(), ...(await db.settings.toArray())];
    expect({ what, outcome, stored }).toMatchObject({
      outcome: { kind: "refused", message: expect.stringMatching(/[A-Z].{20,}/) },
      stored: [],
    });
  }
});

test("an import cut off in the middle leaves nothing behind once the database is opened again", async () => {
  const file = await bundleOf(await filled());
  const name = freshName();
  const db = await connect(name);
  let rows = 0;
  db.rollouts.hook("creating", () => {
    if (++rows === 20) db.close();
  });
  await expect(take(db, file)).rejects.toThrow(/closed/i);
  const again = await connect(name);
  expect(await again.runs.count()).toBe(0);
  const left = Object.values(await contents(again)).flat().length;
  expect(left).toBeGreaterThan(0);
  expect(await clearCutOffImports(again)).toBe(left);
  expect(await clearCutOffImports(again)).toBe(0);
  expect(Object.values(await contents(again)).flat()).toEqual([]);
  expect(await take(again, file)).toMatchObject({ kind: "imported", runs: 1 });
});

test("a bundle aimed at a stranger's host rests sealed: it does not start, branch or inherit until it is confirmed", async () => {
  const source = await filled();
  const evil = {
    kind: "remote",
    dialect: "openai-compatible",
    provider: "openai",
    baseUrl: "https://attacker.test/v1",
    model: "m",
    needsKey: true,
  } as const;
  await source.runs.update("run", { student: evil, status: "running", wish: "run" });
  const row = await source.tasks.toCollection().first();
  if (row === undefined) throw new Error("no task");
  const code = { kind: "code", name: "code", weight: 1, options: { code: "function score() { return 1; }" } };
  await source.tasks.put({ ...row, spec: { ...row.spec, metrics: [code] } });

  const models = scriptedModels();
  const { db, runs } = await openTab(freshName(), models.load);
  const file = await bundleOf(source);
  const preview = await previewOf(db, await surveyBundle(file, makeJournalCheck, () => undefined));
  expect(preview.hosts).toEqual(["https://attacker.test"]);
  expect(preview.code).toEqual([{ task: "Support routing", code: code.options.code }]);
  await take(db, file);

  expect(await db.runs.get("run")).toMatchObject({ status: "paused", wish: "pause", unconfirmed: true });
  expect(await db.tasks.get(row.id)).toMatchObject({ unconfirmed: true });
  expect(await runs.start("run")).toMatchObject({
    kind: "refused",
    message: expect.stringContaining("Confirm"),
  });
  const made = await requestRun(db, sampleRun({ id: "from its task" }), 3);
  expect(made.unconfirmed).toBe(true);
  expect(models.asked).toEqual([]);
});

test("a row of the wrong shape is named with its place", () => {
  expect(problemOf("events", { runId: "r", seq: -1, at: 0, event: { type: "x" } })).toBe(
    'its field "seq" is -1, and should be 0 or more',
  );
  expect(problemOf("runs", { id: 3 })).toBe('its field "id" is 3, and should be a text');
});

test("a run that the small neural reflector wrote for is a run like any other", async () => {
  const [run] = await (await filled()).runs.toArray();
  expect(problemOf("runs", { ...run, reflection: { kind: "embedded-reflector" } })).toBeUndefined();
  expect(problemOf("runs", { ...run, reflection: { kind: "neural" } })).toContain("reflection");
});

test("marks and looks at sealed rows come back also where everything else is here already, and none here is replaced", async () => {
  const db = await filled();
  await db.marks.add({ id: "second", exampleId: "r2", runId: "run", callIndex: 3, thumb: "down", at: 3 });
  const looks = await db.testOpenings.toArray();
  expect(looks).not.toEqual([]);
  const file = await bundleOf(db);
  await db.marks.delete("second");
  await db.testOpenings.clear();
  await db.marks.put({ id: "m", exampleId: "r1", thumb: "down", text: "changed here", at: 9 });

  expect((await previewOf(db, await surveyBundle(file, makeJournalCheck, () => undefined))).marks).toEqual({
    total: 2,
    fresh: 1,
    texts: [],
  });
  expect(await take(db, file)).toMatchObject({ kind: "imported", runs: 0, tasks: 0, marks: 1 });
  expect(await db.marks.get("second")).toMatchObject({ runId: "run", callIndex: 3, thumb: "down" });
  expect(await db.marks.get("m")).toMatchObject({ text: "changed here" });
  expect(await db.testOpenings.toArray()).toEqual(looks);

  expect(await take(db, file, "replace")).toMatchObject({ kind: "imported", runs: 1, marks: 2 });
  const [run] = await db.runs.toArray();
  expect(await db.marks.get("second")).toMatchObject({ runId: run?.id });
});

test("a model of somebody's own WebLLM library is told with the hosts it comes from", () => {
  const custom = { model: "https://weights.test/m/", library: "https://library.test/m.wasm" };
  const student = { kind: "webllm", modelId: "m", custom } as const;
  expect(hostsOf({ student, reflection: { kind: "coach" } })).toEqual([
    "https://weights.test",
    "https://library.test",
  ]);
});

test.each(rivalNames)("what %s wrote goes out in a bundle and comes in again", async (optimizer) => {
  const { db, runs } = await openTab(freshName(), scriptedModels().load);
  const sizes = { feedback: 9, pareto: 6, test: 4 };
  await requestRun(db, { ...sampleRun({ id: "run", metricCalls: 60, sizes }), optimizer }, 1);
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  const other = await connect(freshName());
  expect(await take(other, await bundleOf(db))).toMatchObject({ kind: "imported", runs: 1 });
  expect(await other.events.toArray()).toEqual(await db.events.toArray());
});
