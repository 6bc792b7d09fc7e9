import { readFileSync } from "node:fs";

import { buildTask, type SplitRows } from "../../src/tasks/build-task.ts";
import { contactsTask } from "../../src/tasks/gallery/contacts.ts";
import { writingTask } from "../../src/tasks/gallery/writing.ts";
import { generatedRows } from "../../src/tasks/generated-rows.ts";
import type { Example, TaskSpec } from "../../src/tasks/task-spec.ts";
import type { Task } from "../../src/tasks/task.ts";

/** A task letters are written about: its rows divided, and the prompt that is improved. */
export interface LetterTask {
  readonly name: string;
  readonly spec: TaskSpec;
  readonly task: Task;
  readonly component: string;
  readonly rows: SplitRows;
  /** Labels among the rows that are learned from, where the answers are labels. */
  readonly answers: readonly string[];
}

const sizes = { feedback: 40, pareto: 24, test: 0 };

function made(
  name: string,
  spec: TaskSpec,
  rows: SplitRows,
  component: string,
  answers: readonly string[] = [],
): LetterTask {
  return { name, spec, rows, task: buildTask(spec, rows), component, answers };
}

/** A label task over a CSV of `text,label`, as the page would make it with its usual options. */
function csvTask(path: string): LetterTask {
  const rows = readFileSync(path, "utf8").trim().split("\n").slice(1).map(exampleOf);
  const labels = [...new Set(rows.map((row) => row.expected["label"]!))].toSorted();
  const spec: TaskSpec = {
    id: "csv",
    name: "labels of a CSV",
    source: {
      kind: "dataset",
      datasetId: "csv",
      inputColumns: ["text"],
      expectedColumn: "label",
      split: { seed: 1, shares: { feedback: 0.4, pareto: 0.2, test: 0.4 } },
    },
    program: {
      modules: [
        {
          name: "answer",
          component: "instruction",
          userTemplate: "{{text}}",
          role: "student",
          output: { kind: "text" },
          maxTokens: 24,
          temperature: 0,
        },
      ],
    },
    metrics: [{ name: "label", kind: "label", weight: 1, options: { expected: "label", labels } }],
    seedCandidate: { instruction: "Label the message." },
  };
  const split = {
    feedback: rows.slice(0, sizes.feedback),
    pareto: rows.slice(sizes.feedback, sizes.feedback + sizes.pareto),
    test: [],
  };
  return made("labels", spec, split, "instruction", labels);
}

function exampleOf(line: string, at: number): Example {
  const cut = line.lastIndexOf(",");
  const text = line.slice(0, cut).replace(/^"|"$/g, "").replaceAll('""', '"');
  return { id: String(at), inputs: { text }, expected: { label: line.slice(cut + 1).trim() } };
}

/** Labels (where a CSV is given), extraction to JSON, and writing under constraints of form. */
export function letterTasks(
  csv: string | undefined,
  texts: Readonly<Record<string, string>> = {},
): readonly LetterTask[] {
  const contacts = contactsTask(5, sizes);
  const writing = writingTask(5, sizes);
  const rowsOf = (spec: TaskSpec): SplitRows => {
    if (spec.source.kind !== "generated") throw new Error("a gallery task writes its own rows");
    return generatedRows(spec.source);
  };
  const all = [
    ...(csv === undefined ? [] : [csvTask(csv)]),
    made("contacts", contacts, rowsOf(contacts), "instruction"),
    made("writing", writing, rowsOf(writing), "draft"),
  ];
  return all.map((one) => {
    const { [one.name]: text } = texts;
    if (text === undefined) return one;
    const seedCandidate = { ...one.spec.seedCandidate, [one.component]: text };
    return { ...one, spec: { ...one.spec, seedCandidate } };
  });
}
