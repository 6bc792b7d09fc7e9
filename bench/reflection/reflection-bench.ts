import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { createRandom, type EngineSpec, type ReflectionRecordRow } from "../../src/engine/index.ts";
import { printTable } from "../engine/table.ts";
import { chatEndpoint } from "./chat-endpoint.ts";
import { letterTasks, type LetterTask } from "./letter-tasks.ts";
import { meanOf, runStudent } from "./run-student.ts";
import { specFor, writeLetters } from "./write-letters.ts";

/**
 * `npm run bench -- reflection --reflection http://127.0.0.1:21501/v1 --student http://127.0.0.1:21500/v1
 * --csv banking8.csv --letters 10`: letters about real failures of a real Student, written to a real Reflection model
 * over the engine's own ladder; how many answers could be used, by task and by letter. With `--rate 12` each text is
 * tried on so many rows it was not written from. `--records FILE` keeps the Student's failures, `--log FILE` every
 * letter and answer, and `--texts FILE` (a text for each task, as JSON) begins from other prompts than the seeds.
 */
const { values } = parseArgs({
  options: {
    reflection: { type: "string" },
    student: { type: "string" },
    csv: { type: "string" },
    letters: { type: "string", default: "10" },
    rows: { type: "string", default: "3" },
    ladder: { type: "string", default: "answers,short,short,causes,edits" },
    only: { type: "string" },
    from: { type: "string", default: "1" },
    texts: { type: "string" },
    rate: { type: "string", default: "0" },
    records: { type: "string" },
    log: { type: "string" },
  },
});

type Records = Readonly<Record<string, readonly ReflectionRecordRow[]>>;

const learnedFrom = 15;

if (values.reflection === undefined || values.student === undefined)
  throw new Error("name a Student and a Reflection: --student URL --reflection URL");
const askReflection = chatEndpoint(values.reflection);
const askStudent = chatEndpoint(values.student);
const ladder = values.ladder.split(",") as EngineSpec["reflector"]["letters"][number][];

async function recordsOf(tasks: readonly LetterTask[]): Promise<Records> {
  if (values.records !== undefined && existsSync(values.records))
    return JSON.parse(readFileSync(values.records, "utf8")) as Records;
  const found: Record<string, readonly ReflectionRecordRow[]> = {};
  for (const task of tasks) {
    const examples = task.rows.feedback.slice(0, learnedFrom);
    found[task.name] = await runStudent(task, task.spec.seedCandidate, examples, askStudent);
    console.error(`${task.name}: the seed's mean is ${meanOf(found[task.name]!).toFixed(2)}`);
  }
  if (values.records !== undefined) writeFileSync(values.records, JSON.stringify(found));
  return found;
}

interface Count {
  readonly task: string;
  readonly letter: string;
  readonly outcome: string;
}

const counts: Count[] = [];
const gains: { readonly task: string; readonly before: number; readonly after: number }[] = [];

async function reflectOn(
  task: LetterTask,
  records: readonly ReflectionRecordRow[],
  number: number,
): Promise<void> {
  const failing = records.filter(({ score }) => score < 1);
  const order = createRandom(number, 0).shuffle([...failing.keys()]);
  const rows = order.slice(0, Number(values.rows)).map((at) => failing[at]!);
  const { reflection, asked } = await writeLetters(
    task,
    specFor(task, ladder),
    rows,
    number * 10,
    askReflection,
  );
  const { attempts } = reflection.evidence;
  for (const { letter = "full", outcome } of attempts) counts.push({ task: task.name, letter, outcome });
  const rated =
    Number(values.rate) > 0 && reflection.text !== null ? await rate(task, reflection.text) : undefined;
  if (values.log !== undefined)
    appendFileSync(
      values.log,
      `${JSON.stringify({ task: task.name, number, attempts, asked, text: reflection.text, rated })}\n`,
    );
  const said = attempts.map(({ letter, outcome }) => `${letter}: ${outcome}`).join(", ");
  const seconds = asked.reduce((sum, one) => sum + one.seconds, 0).toFixed(0);
  console.error(
    `${task.name} ${number}: ${said} (${seconds} s)${rated === undefined ? "" : ` ${rated.toFixed(2)}`}`,
  );
}

async function rate(task: LetterTask, text: string): Promise<number> {
  const examples = task.rows.pareto.slice(0, Number(values.rate));
  const texts = { ...task.spec.seedCandidate, [task.component]: text };
  const before =
    seedMeans.get(task.name) ?? meanOf(await runStudent(task, task.spec.seedCandidate, examples, askStudent));
  seedMeans.set(task.name, before);
  const after = meanOf(await runStudent(task, texts, examples, askStudent));
  gains.push({ task: task.name, before, after });
  return after;
}

const seedMeans = new Map<string, number>();
const begun: Readonly<Record<string, string>> =
  values.texts === undefined
    ? {}
    : (JSON.parse(readFileSync(values.texts, "utf8")) as Record<string, string>);
const tasks = letterTasks(values.csv, begun).filter(
  ({ name }) => values.only === undefined || values.only === name,
);
const records = await recordsOf(tasks);
for (let number = Number(values.from); number < Number(values.from) + Number(values.letters); number += 1)
  for (const task of tasks) await reflectOn(task, records[task.name]!, number);

const usable = (list: readonly Count[]): number =>
  list.filter(({ outcome }) => outcome === "used" || outcome === "causes-named").length;
const line = (name: string, list: readonly Count[]): string[] => {
  const wrong = list.length - usable(list);
  const kinds = [...new Set(list.map(({ outcome }) => outcome))];
  const said = kinds
    .map((kind) => `${kind} ${list.filter(({ outcome }) => outcome === kind).length}`)
    .join(", ");
  return [name, String(list.length), `${((100 * wrong) / list.length).toFixed(1)} %`, said];
};
const letterNames = [...new Set(counts.map(({ letter }) => letter))];
printTable(
  `answers of ${values.reflection} that could not be used`,
  ["", "answers", "not usable", "outcomes"],
  [
    ...tasks.map(({ name }) =>
      line(
        name,
        counts.filter((one) => one.task === name),
      ),
    ),
    ...letterNames.map((name) =>
      line(
        `letter ${name}`,
        counts.filter((one) => one.letter === name),
      ),
    ),
    line("all", counts),
  ],
);
for (const { name } of tasks) {
  const own = gains.filter((one) => one.task === name);
  if (own.length === 0) continue;
  const better = own.filter(({ before, after }) => after > before).length;
  const mean = own.reduce((sum, { after }) => sum + after, 0) / own.length;
  console.log(
    `${name}: seed ${own[0]!.before.toFixed(2)}, texts ${mean.toFixed(2)} on average, ${better} of ${own.length} better`,
  );
}
