import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import type { ReflectionChoice, RemoteChoice } from "../../src/models/model-choice.ts";
import type { RunRow } from "../../src/storage/rows.ts";
import type { GeneratorName } from "../../src/tasks/gallery/entries.ts";
import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { ensureBuilt } from "../../tools/build/ensure-built.ts";
import { keepRecorded } from "../../tools/gallery/keep-recorded.ts";
import { serve } from "../../tools/serve/static-server.ts";
import { commitName, say } from "../notes.ts";
import { figuresOf, type RealRun } from "./real-figures.ts";
import { percent, reportOf } from "./real-report.ts";
import { folderTasks, galleryTask, realistic, type RealTask } from "./real-tasks.ts";
import { runInPage, type Wanted } from "./run-in-page.ts";

const place = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/**
 * `npm run bench -- real --student URL#MODEL --reflection URL#MODEL [--data FOLDER]`: searches on real tasks with real models
 * in the built page, and writes bench/real.json and bench/REAL.md. Tasks are the gallery's that want a real Student, and every
 * file of rows in the folder. Runs that are in bench/real.json with the same models and settings are kept, so the same
 * command goes on where it was interrupted; `--again` runs them anew. Each run lies in .cache/real, for the studio to open.
 *
 * Options: --tasks contacts,sentiment  --seeds 1,2,3  --optimizers gepa,mipro-light  --calls N (Student rollouts of a search)
 * --rewrites N (Reflection requests)  --reflection by-hand --letters FOLDER (letters are laid down there as text files; a
 * person writes each answer beside it)  --record (keeps the run of a gallery task among those that ship with the page)
 * --models FILE.json ({ name: { file, sha256 } }, kept in the table)  --minutes N (starts no run after so long)
 */
const { values } = parseArgs({
  options: {
    student: { type: "string" },
    reflection: { type: "string" },
    data: { type: "string" },
    tasks: { type: "string" },
    seeds: { type: "string", default: "1,2,3" },
    optimizers: { type: "string", default: "gepa,mipro-light" },
    calls: { type: "string", default: "200" },
    rewrites: { type: "string", default: "8" },
    letters: { type: "string" },
    record: { type: "boolean", default: false },
    models: { type: "string" },
    minutes: { type: "string" },
    again: { type: "boolean", default: false },
  },
});

interface Kept {
  readonly models: Readonly<Record<string, unknown>>;
  readonly runs: readonly RealRun[];
}

function endpoint(name: "student" | "reflection"): RemoteChoice {
  const [baseUrl, model] = (values[name] ?? "").split("#");
  if (baseUrl === undefined || model === undefined || baseUrl === "")
    throw new Error(`--${name} URL#MODEL is needed, for instance --${name} http://127.0.0.1:8080/v1#qwen`);
  return {
    kind: "remote",
    dialect: "openai-compatible",
    provider: "custom",
    baseUrl,
    model,
    needsKey: false,
    concurrency: 2,
  };
}

async function chosenTasks(): Promise<readonly RealTask[]> {
  const files = values.data === undefined ? [] : await folderTasks(values.data);
  const wanted = values.tasks?.split(",") ?? [...files.map(({ name }) => name), ...realistic];
  return wanted.map((name) => files.find((file) => file.name === name) ?? galleryTask(name as GeneratorName));
}

const student = endpoint("student");
const reflection: ReflectionChoice =
  values.reflection === "by-hand" ? { kind: "by-hand" } : endpoint("reflection");
const reflectionName = reflection.kind === "remote" ? reflection.model : "by hand";
if (reflection.kind === "by-hand" && values.letters === undefined)
  throw new Error("--reflection by-hand needs --letters FOLDER, where letters and answers are exchanged");
const metricCalls = Number(values.calls);
const reflectionCalls = Number(values.rewrites);
const optimizers = values.optimizers.split(",") as Wanted["optimizer"][];
const settings = `${metricCalls} Student calls, ${reflectionCalls} Reflection calls`;
const jsonFile = place("real.json");
const before: Kept = existsSync(jsonFile)
  ? (JSON.parse(readFileSync(jsonFile, "utf8")) as Kept)
  : { models: {}, runs: [] };
const models = {
  ...before.models,
  ...(values.models === undefined ? {} : JSON.parse(readFileSync(values.models, "utf8"))),
};
const runs = new Map(before.runs.map((run) => [keyOf(run), run]));

function keyOf(
  run: Pick<RealRun, "task" | "seed" | "student" | "reflection" | "optimizer" | "settings">,
): string {
  return [run.task, run.student, run.reflection, run.optimizer, run.seed, run.settings].join(" ");
}

function keep(run: RealRun): void {
  runs.set(keyOf(run), run);
  const all = [...runs.values()].toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
  writeFileSync(jsonFile, `${JSON.stringify({ models, runs: all }, null, 2)}\n`);
  writeFileSync(place("REAL.md"), reportOf(all, models));
}

function record(generator: GeneratorName, { id, summary }: RunRow, bundle: Buffer): void {
  keepRecorded(bundle, {
    generator,
    runId: id,
    model: `${student.model} as Student, ${reflection.kind === "remote" ? reflection.model : "answers brought by hand"} as Reflection`,
    command: `npm run bench -- real --tasks ${generator} --record`,
    seedScore: summary?.seedScore ?? 0,
    bestScore: summary?.bestScore ?? 0,
  });
}

/** Every run as a file the studio opens, to see why it ended as it did; only the newest of its kind. */
const bundles = place("../.cache/real");
mkdirSync(bundles, { recursive: true });
const until = values.minutes === undefined ? Infinity : Date.now() + Number(values.minutes) * 60_000;
const tasks = await chosenTasks();
// A copy: a build while the searches run would take the page's files away from under them.
const folder = mkdtempSync(join(tmpdir(), "gepa-real-"));
cpSync(ensureBuilt(say), folder, { recursive: true });
const server = await serve({ folder });
const commit = commitName();
try {
  for (const seed of values.seeds.split(",").map(Number))
    for (const real of tasks)
      for (const optimizer of optimizers) {
        const labels = {
          task: real.name,
          seed,
          student: student.model,
          reflection: reflectionName,
          optimizer,
          commit,
          settings,
        };
        if ((runs.has(keyOf(labels)) && !values.again) || Date.now() > until) continue;
        say(`${real.name}, ${optimizer}, seed ${seed}`);
        const browser = await launchBrowser();
        try {
          const { letters } = values;
          const wanted = {
            real,
            seed,
            optimizer,
            student,
            reflection,
            metricCalls,
            reflectionCalls,
            ...(letters === undefined ? {} : { letters }),
          };
          const { run, events, wallSeconds, bundle } = await runInPage(
            browser,
            server.address,
            wanted,
            (line) => say(`  ${line}`),
          );
          const figures = figuresOf(labels, run, events, wallSeconds);
          keep(figures);
          writeFileSync(join(bundles, `${run.id}-${reflectionName}.gepa-studio`), bundle);
          if (values.record && optimizer === "gepa" && real.rows === undefined)
            record(real.name as GeneratorName, run, bundle);
          say(
            `${real.name}, ${optimizer}, seed ${seed}: ${percent(figures.seedScore)} -> ${percent(figures.winnerScore)} % of ${figures.testRows} sealed rows, gain ${percent(figures.gain)} (${percent(figures.gainLow)} to ${percent(figures.gainHigh)}), ${wallSeconds.toFixed(0)} s`,
          );
        } catch (error) {
          say(
            `${real.name}, ${optimizer}, seed ${seed} failed: ${error instanceof Error ? error.message : String(error)}`,
          );
          process.exitCode = 1;
        } finally {
          await browser.close();
        }
      }
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
