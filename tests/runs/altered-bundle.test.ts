import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { readReport } from "../../src/runs/report/read-report.ts";
import { createSeededRandom, type SeededRandom } from "../../src/shared/seeded-random.ts";
import { bundleLimits, bundleTables } from "../../src/storage/bundle/bundle-format.ts";
import { bundleOf, contents, filled, forged, packed, plain, sealed, take } from "./bundles.ts";
import { connect, freshName } from "./open-runs.ts";

/** Table, field, what a forger writes there, and what is said of it. */
const forgeries: readonly (readonly [string, string, unknown, RegExp])[] = [
  ["tasks", "spec.metrics.0.kind", "nope", /there is no metric called "nope"/],
  ["runs", "task.metrics.0.kind", "toString", /there is no metric called "toString"/],
  ["tasks", "spec.source.generator", "nope", /there is no generator of rows called "nope"/],
  ["runs", "task.source.generator", "constructor", /there is no generator of rows called "constructor"/],
  ["runs", "summary.usage.reflection", null, /is null, and should be a group of fields/],
  ["runs", "summary.usage.student.calls", -1, /is -1, and should be 0 or more/],
  ["runs", "summary.bestScore", "x", /is "x", and should be a number/],
  ["runs", "summary.stopReason", { kind: "x" }, /is Object, and should be a text/],
  ["tasks", "spec.program.modules.0.component", "other", /names the component "other"/],
  ["runs", "task.program.modules.0.demosComponent", "other", /names the component "other"/],
  ["runs", "engine.seedCandidates.0", { other: "" }, /lacks the component "instruction"/],
  ["runs", "engine.splits.pareto", 99, /is 99, and its split has 6 rows/],
  ["events", "event.texts", { other: "" }, /"event.texts" names the component "other"/],
  ["events", "event.texts", { instruction: "mine" }, /"event.hash" is not the hash of the texts/],
  ["events", "runId", "nobody", /names "nobody", which is not in the bundle/],
  ["rollouts", "exampleId", "nobody", /names the row "nobody", which is not in its run's \w+ split/],
  ["trajectories", "trajectory.0.component", "other", /names the component "other"/],
  ["reflections", "component", "other", /names the component "other"/],
  ["marks", "thumb", "left", /is "left", and should be "up" or "down"/],
  ["testOpenings", "rows", "all", /is "all", and should be a list/],
  ["events", "event.type", "nope", /no kind of event that this version knows/],
  ["events", "event.spec.seed", "one", /is "one", and should be a number/],
  ["rollouts", "outcome.score", -1, /is -1, and should be 0 or more/],
  ["rollouts", "outcome.score", 1e9, /at most 1/],
  ["runs", "summary.bestScore", 7, /at most 1/],
];

test("what an altered bundle names and nobody has is refused with its row and field, and nothing is changed", async () => {
  const file = await bundleOf(await filled());
  expect(await take(await connect(freshName()), await forged(file))).toMatchObject({ kind: "imported" });
  const db = await connect(freshName());
  for (const [table, field, value, why] of forgeries) {
    const outcome = await take(db, await forged(file, { table, field, value }));
    const message = outcome.kind === "refused" ? outcome.message : "it was taken";
    const stored = Object.values(await contents(db)).flat();
    expect({ field, message, stored }).toEqual({ field, message: expect.stringMatching(why), stored: [] });
    expect(message).toMatch(new RegExp(`^Row \\d+ of the bundle \\(${table}\\) .*Nothing was changed\\.$`));
    if (!field.startsWith("event.")) expect(message).toContain(`"${field}`);
  }
});

test("where a bundle is damaged is said: its row, its end, its count or its checksum", async () => {
  const file = await bundleOf(await filled());
  const lines = (await plain(file)).split("\n").slice(0, -1);
  const db = await connect(freshName());
  const said = async (change: (all: string[]) => string[]) => {
    const outcome = await take(db, await packed(`${change([...lines]).join("\n")}\n`));
    return outcome.kind === "refused" ? outcome.message : "";
  };
  expect(await said((all) => all.with(5, all[5]!.slice(0, -9)))).toMatch(/row 5 cannot be read/);
  expect(await said((all) => all.slice(0, -1))).toMatch(/cut short: the line that ends it is missing/);
  expect(await said((all) => all.toSpliced(all.length - 2, 1))).toMatch(
    /its end counts \d+ rows, and \d+ are in it/,
  );
  expect(await said((all) => all.with(1, all[1]!.replace("Support", "Sapport")))).toMatch(
    /checksum is wrong.*by damage or by hand/,
  );
  expect(await said((all) => all.toSpliced(1, 0, '{"in":"secrets","row":{}}'))).toMatch(
    /Row 1 of the bundle is of the kind "secrets", which this app does not know/,
  );
  const cut = await take(db, file.slice(0, file.size - 400));
  expect(cut).toMatchObject({ message: expect.stringMatching(/end or break after \d+ rows/) });
});

/** Writes into a line of JSON what no studio writes there, at a place drawn by the seed. */
function mutated(line: string, random: SeededRandom): string {
  const entry = JSON.parse(line) as { row: Record<string, unknown> };
  const strange = [
    null,
    -1,
    1e308,
    "x",
    {},
    [],
    true,
    0.5,
    "__HUGE__",
    { markup: "<meta http-equiv=refresh>" },
  ];
  let at: Record<string, unknown> = entry.row;
  for (;;) {
    const key = random.pick(Object.keys(at));
    const inner = at[key];
    if (typeof inner === "object" && inner !== null && Object.keys(inner).length > 0 && random.chance(0.8)) {
      at = inner as Record<string, unknown>;
      continue;
    }
    if (random.chance(0.2)) delete at[key];
    else at[key] = random.pick(strange);
    // No text of JSON says Infinity but a number too large for any.
    return JSON.stringify(entry).replace('"__HUGE__"', "1e999");
  }
}

const placesIn = (lines: readonly string[], table: string): readonly number[] =>
  lines.flatMap((line, at) => (line.startsWith(`{"in":"${table}"`) ? [at] : []));

test("300 bundles altered at any place are refused in words, or folded and reported without NaN, markup or an exception", async () => {
  const lines = (await plain(await bundleOf(await filled()))).trimEnd().split("\n").slice(0, -1);
  const random = createSeededRandom(20, "mutated bundles");
  const ended = new Map<string, number>();
  for (let turn = 0; turn < 300; turn += 1) {
    // As often in each table: most lines are rows of the data set.
    const at = random.pick(placesIn(lines, random.pick(bundleTables)));
    const text = lines.with(at, mutated(lines[at]!, random)).join("\n");
    const file = await sealed(text);
    const db = await connect(freshName());
    const outcome = await take(db, file);
    const how = outcome.kind === "refused" ? `refused, ${/\((\w+)\)/.exec(outcome.message)?.[1]}` : "taken";
    ended.set(how, (ended.get(how) ?? 0) + 1);
    if (outcome.kind === "refused") {
      expect(outcome.message).toMatch(/Nothing was changed\.$/);
      expect(outcome.message).not.toMatch(/ConstraintError|TypeError|undefined is not|\[object/);
    } else {
      for (const run of await db.runs.toArray()) {
        const report = await readReport(db, run.id, 0);
        expect(report?.text ?? "").not.toMatch(/NaN|<meta http-equiv=refresh/);
      }
    }
    db.close();
  }
  console.log(`300 altered bundles: ${[...ended].map(([how, count]) => `${count} ${how}`).join("; ")}`);
  expect(ended.get("taken")).toBeLessThan(200);
}, 120_000);

test("an id that stands twice, and marks on rows the bundle does not hold", async () => {
  const lines = (await plain(await bundleOf(await filled()))).trimEnd().split("\n").slice(0, -1);
  for (const table of ["tasks", "datasets", "runs", "marks", "examples"]) {
    const at = lines.findIndex((line) => line.includes(`"in":"${table}"`));
    const db = await connect(freshName());
    const outcome = await take(db, await sealed(lines.toSpliced(at, 0, lines[at]!).join("\n")));
    expect(outcome).toMatchObject({ kind: "refused", message: expect.stringContaining(`(${table})`) });
    expect(Object.values(await contents(db)).flat()).toEqual([]);
  }
  const mark = lines.findIndex((line) => line.includes('"in":"marks"'));
  const planted = lines[mark]!.replace('"exampleId":"r1"', '"exampleId":"somebody-elses-row"');
  const db = await connect(freshName());
  expect(await take(db, await sealed(lines.with(mark, planted).join("\n")))).toMatchObject({ marks: 0 });
  const other = await connect(freshName());
  await take(other, await sealed(lines.join("\n")), "merge", false);
  expect(await other.marks.toArray()).toMatchObject([{ foreign: true }]);
});

test("a key named __proto__ is refused however its letters are written, and a row longer than a bundle may hold", async () => {
  const lines = (await plain(await bundleOf(await filled()))).trimEnd().split("\n").slice(0, -1);
  const db = await connect(freshName());
  const said = async (change: (line: string) => string) => {
    const outcome = await take(db, await sealed(lines.with(1, change(lines[1]!)).join("\n")));
    return outcome.kind === "refused" ? outcome.message : "it was taken";
  };
  for (const key of ["__proto__", String.raw`__\u0070roto__`, String.raw`\u005f\u005Fproto__`])
    expect(await said((line) => line.replace('"row":{', `"row":{"${key}":{"isAdmin":true},`))).toContain(
      "a key named __proto__",
    );
  expect(
    await said((line) => line.replace('"row":{', `"row":{"note":"${"x".repeat(bundleLimits.line)}",`)),
  ).toContain("16 MB in a row; one of this bundle's is longer. Nothing was changed.");
  expect(Object.values(await contents(db)).flat()).toEqual([]);
});
