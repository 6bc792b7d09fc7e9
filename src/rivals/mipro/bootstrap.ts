import type { Candidate, JournalEvent, ReflectiveRecord } from "../../engine/index.ts";
import { isScored } from "../../engine/index.ts";
import { groupBy } from "../../shared/group-by.ts";
import type { SeededRandom } from "../../shared/seeded-random.ts";
import type { ProgramModule } from "../ports.ts";
import type { RivalSession } from "../session.ts";
import { type Demo, demosText, type DemoSet, labelledDemo, ownDemo } from "./demos.ts";

/** A row counts as solved when the metric gives it this much. */
const solvedFrom = 1;
/** So often at most all rows are gone through; sets after that take what was solved before. (dspy has no such bound.) */
const mostPasses = 2;

/** How many demonstrations a set has at most: the program's own, and with labels to fill it up. */
export interface DemoCounts {
  readonly own: number;
  readonly labelled: number;
}

/** Demo sets per module, set by set. */
type DemoSets = ReadonlyMap<ProgramModule, readonly DemoSet[]>;

/** A row that was solved, with what every module was given and answered. */
interface Solved {
  readonly example: number;
  readonly records: Readonly<Record<string, ReflectiveRecord>>;
}

/** What is remembered of the whole bootstrapping: nobody is asked the same twice, and what was solved can be used again. */
interface Memory {
  readonly answers: Map<string, Solved | null>;
  readonly solved: Map<number, Solved>;
  calls: number;
}

/**
 * The demo sets MIPROv2 chooses from (dspy 3.4's `create_n_fewshot_demo_sets`): none; labelled rows alone; then sets a
 * teacher made, each filled up with labelled rows. The teacher is the seed program with labelled demonstrations of its
 * own, drawn for each set anew and never the row it is asked; it goes through the rows until it has solved enough.
 */
export async function* bootstrapDemos(
  session: RivalSession,
  random: SeededRandom,
  sets: number,
  most: DemoCounts,
): AsyncGenerator<JournalEvent, DemoSets, void> {
  const { modules, labelledRows } = session.ports;
  const made = new Map(modules.map((module): [ProgramModule, DemoSet[]] => [module, [[]]]));
  const memory: Memory = { answers: new Map(), solved: new Map(), calls: 0 };
  const positions = labelledRows.map((_, position) => position);
  for (let set = 1; set < sets; set += 1) {
    if (set === 1 && most.labelled > 0) {
      for (const [module, own] of made)
        own.push(labelledDemos(session, module, random.shuffled(positions), most.labelled));
      continue;
    }
    const isInOrder = set === 2;
    const rows = isInOrder ? positions : random.shuffled(positions);
    const wanted = isInOrder ? most.own : 1 + random.below(most.own);
    const sample = random.shuffled(positions).slice(0, most.labelled);
    const solved = yield* teach(session, memory, { rows, wanted, sample });
    const taken = new Set(solved.map(({ example }) => example));
    const free = random.shuffled(positions.filter((position) => !taken.has(position)));
    for (const [module, own] of made) {
      const demos = solved.flatMap(({ example, records }) => demoOf(session, module, example, records));
      own.push([...demos, ...labelledDemos(session, module, free, most.labelled - demos.length)]);
    }
  }
  return made;
}

interface Lesson {
  readonly rows: readonly number[];
  readonly wanted: number;
  /** Rows the teacher has as labelled demonstrations. */
  readonly sample: readonly number[];
}

/** Asks the teacher row by row, as many at once as are still wanted, until enough are solved or none are left. */
async function* teach(
  session: RivalSession,
  memory: Memory,
  { rows, wanted, sample }: Lesson,
): AsyncGenerator<JournalEvent, Solved[], void> {
  const solved: Solved[] = [];
  for (let at = 0; at < rows.length && solved.length < wanted;) {
    const next = rows.slice(at, at + wanted - solved.length);
    at += next.length;
    if (memory.calls + next.length > mostPasses * rows.length) {
      const known = [...solved, ...rows.flatMap((example) => memory.solved.get(example) ?? [])];
      return [...new Map(known.map((one) => [one.example, one])).values()].slice(0, wanted);
    }
    solved.push(...(yield* askTeacher(session, memory, next, sample)));
  }
  return solved;
}

async function* askTeacher(
  session: RivalSession,
  memory: Memory,
  rows: readonly number[],
  sample: readonly number[],
): AsyncGenerator<JournalEvent, Solved[], void> {
  const solved: Solved[] = [];
  const byTeacher = groupBy(rows, (example) => sample.filter((one) => one !== example).join());
  for (const examples of byTeacher.values()) {
    const teacher = teacherOf(
      session,
      sample.filter((one) => one !== examples[0]),
    );
    const key = (example: number): string => `${example} ${JSON.stringify(teacher)}`;
    const open = examples.filter((example) => !memory.answers.has(key(example)));
    if (open.length > 0) {
      session.need(open.length);
      const done = await session.evaluate(teacher, "feedback", open, "parent", true);
      memory.calls += open.length;
      for (const row of done.rows) {
        const records = done.records.get(row.callIndex);
        const isSolved = isScored(row) && row.score >= solvedFrom && records !== undefined;
        memory.answers.set(key(row.example), isSolved ? { example: row.example, records } : null);
      }
      const count = done.rows.filter((row) => isScored(row) && row.score >= solvedFrom).length;
      yield session.record({
        type: "trial-evaluated",
        step: "bootstrap",
        trial: 0,
        texts: teacher,
        note: `${count} of ${open.length} rows solved by the teacher, the seed program with ${sample.length} labelled demonstrations`,
        calls: { from: done.from, count: open.length },
        rows: done.rows,
        metricCalls: done.metricCalls,
        reflectionCalls: 0,
      });
    }
    for (const example of examples) {
      const one = memory.answers.get(key(example)) ?? null;
      if (one === null) continue;
      memory.solved.set(example, one);
      solved.push(one);
    }
  }
  return solved;
}

/** The seed program with labelled demonstrations where its modules have a place for them. */
function teacherOf(session: RivalSession, sample: readonly number[]): Candidate {
  const places = session.ports.modules.flatMap((module) =>
    module.demosComponent === undefined
      ? []
      : [[module.demosComponent, demosText(labelledDemos(session, module, sample, sample.length))] as const],
  );
  return { ...session.spec.seedCandidates[0]!, ...Object.fromEntries(places) };
}

function labelledDemos(
  { ports }: RivalSession,
  module: ProgramModule,
  rows: readonly number[],
  count: number,
): Demo[] {
  return rows
    .slice(0, Math.max(0, count))
    .flatMap((example) => labelledDemo(module, ports.labelledRows[example]!, example) ?? []);
}

function demoOf(
  { ports }: RivalSession,
  module: ProgramModule,
  example: number,
  records: Solved["records"],
): Demo[] {
  const record = records[module.component];
  const demo = record === undefined ? null : ownDemo(module, ports.labelledRows[example]!, example, record);
  return demo === null ? [] : [demo];
}
