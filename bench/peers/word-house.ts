import { foldJournal, studioSpec, type EvaluationCall, type JournalEvent } from "../../src/engine/index.ts";
import type { RivalName } from "../../src/rivals/optimizers.ts";
import type { LabelledRow, RivalPorts } from "../../src/rivals/ports.ts";
import { runRival } from "../../src/rivals/run-rival.ts";

/** A scripted task both MIPROv2s get. Its Student and its proposer are written twice, here and in `dspy_mipro.py`. */
export interface WordTask {
  readonly name: string;
  readonly mode: "light" | "heavy";
  readonly demos: boolean;
  readonly seed: string;
  /** Rows are about a word; feedback rows and judging rows. */
  readonly train: readonly WordRow[];
  readonly val: readonly WordRow[];
  /** A demonstration teaches all words of its group. */
  readonly groups: Readonly<Record<string, string>>;
  /** Words the Student is right about whatever it is told. */
  readonly knows: readonly string[];
  /** Rows a proposed instruction states. */
  readonly tells: number;
}

export interface WordRow {
  readonly message: string;
  readonly label: string;
}

/** Six groups of four words, each group with a label of its own; rows sorted by label, as data often is. */
const words = Array.from({ length: 6 }, (_, group) =>
  Array.from({ length: 4 }, (_word, i) => ({ word: `${"abcdef"[group]}${"wxyz"[i]}o`, label: `L${group}` })),
).flat();

function rows(count: number): readonly WordRow[] {
  return Array.from({ length: count }, (_, i) => words[Math.floor((i * words.length) / count)]!).map(
    ({ word, label }) => ({ message: `about a ${word}`, label }),
  );
}

const groups = Object.fromEntries(words.map(({ word, label }) => [word, label]));
const knowsFirst = words.filter(({ label }) => label === "L0").map(({ word }) => word);
const common = { seed: "Label it.", train: rows(48), val: rows(48), groups, knows: knowsFirst, tells: 1 };

export const wordTasks: readonly WordTask[] = [
  { ...common, name: "rows sorted by label, light", mode: "light", demos: true },
  { ...common, name: "rows sorted by label, heavy", mode: "heavy", demos: true },
  { ...common, name: "nothing solved by the seed, light", mode: "light", demos: true, knows: [] },
  { ...common, name: "240 judging rows, light", mode: "light", demos: true, val: rows(240), tells: 2 },
  { ...common, name: "no demonstrations, heavy", mode: "heavy", demos: false, tells: 3 },
];

export interface SearchOutcome {
  readonly best: number;
  readonly studentCalls: number;
  readonly proposalCalls: number;
}

const wordOf = (text: string): string => /about a (\w+)/.exec(text)?.[1] ?? "";

/** The scripted Student: it knows a word by itself, by "word=label" in its prompt, or by a row of the word's group. */
function answerOf(task: WordTask, prompt: string, message: string): string {
  const word = wordOf(message);
  if (task.knows.includes(word)) return task.groups[word]!;
  const told = new RegExp(`\\b${word}=(L\\d)`).exec(prompt);
  if (told !== null) return told[1]!;
  const shown = [...prompt.matchAll(/about a (\w+)\nLabel: (L\d)/g)];
  return shown.find(([, other]) => task.groups[other!] === task.groups[word])?.[2] ?? "nothing";
}

const nameOf: Readonly<Record<WordTask["mode"], RivalName>> = { light: "mipro-light", heavy: "mipro" };

/** Our MIPROv2 on the task: best mean, and calls of each kind. */
export async function searchWords(task: WordTask, seed: number): Promise<SearchOutcome> {
  const { train, val } = task;
  const spec = studioSpec({
    seed,
    seedCandidates: [task.demos ? { instruction: task.seed, demos: "" } : { instruction: task.seed }],
    splits: { feedback: train.length, pareto: val.length, test: 0, paretoIsFeedback: false },
    budget: { metricCalls: 100_000, reflectionCalls: 1_000, policy: "reserve" },
  });
  const answer = ({ split, example, candidate, callIndex }: EvaluationCall) => {
    const { message, label } = (split === "feedback" ? train : val)[example]!;
    const output = answerOf(task, Object.values(candidate).join("\n"), message);
    const record = { Inputs: { message }, "Generated Outputs": output, Feedback: "" };
    const score = output === label ? 1 : 0;
    return { kind: "scored", callIndex, score, output, records: { instruction: record } } as const;
  };
  const ports: RivalPorts = {
    stop: { aborted: false },
    labelledRows: train.map(({ message, label }): LabelledRow => ({
      inputs: { message },
      expected: { label },
    })),
    modules: [
      {
        name: "answer",
        component: "instruction",
        demosComponent: task.demos ? "demos" : undefined,
        reads: ["message"],
        isLast: true,
      },
    ],
    possibleEdits: () => [],
    evaluate: (calls) => Promise.resolve(calls.map(answer)),
    reflect: ({ records }) => {
      const told = records.slice(0, task.tells).map(({ example }) => {
        const { message, label } = train[example]!;
        return `${wordOf(message)}=${label}`;
      });
      const text = `\`\`\`\n${task.seed} ${told.join(" ")}\n\`\`\``;
      return Promise.resolve({ kind: "answered" as const, finishReason: "stop" as const, text });
    },
  };
  const events: JournalEvent[] = [];
  const name = task.demos ? nameOf[task.mode] : "mipro-no-demos";
  for await (const event of runRival(name, spec, ports)) events.push(event);
  const state = foldJournal(events)!;
  return {
    best: state.best.mean,
    studentCalls: state.spent.metricCalls,
    proposalCalls: state.spent.reflectionCalls,
  };
}
