import type { SeededRandom } from "../../shared/seeded-random.ts";
import type { ModuleSpec, TaskSpec } from "../task-spec.ts";
import { disjointRows, type GeneratedRow } from "./disjoint-rows.ts";
import { writeEncyclopaedia, type Encyclopaedia } from "./encyclopaedia.ts";
import { type RowSizes } from "./entries.ts";

/** The encyclopaedia is the same for every task of this kind; only the questions change with the seed. */
const encyclopaediaSeed = 1;

/** Questions whose answer needs two articles, the second named only in the first. */
export function twoHopRows(seed: number, sizes: RowSizes) {
  const book = writeEncyclopaedia(encyclopaediaSeed);
  return disjointRows("two-hop", seed, sizes, (random) => writeQuestion(random, book));
}

function writeQuestion(random: SeededRandom, { works, people }: Encyclopaedia): GeneratedRow {
  const work = random.pick(works);
  const person = random.chance(0.6) ? work.by : random.pick(people);
  const viaWork = person === work.by;
  const { town } = person;
  const start = viaWork
    ? `${work.kind === "opera" ? "composer" : "maker"} of ${work.name}`
    : `${person.trade} ${person.name}`;
  const questions: readonly (readonly [string, string, string])[] = viaWork
    ? [
        [
          `In which town was the ${start} born?`,
          town.name,
          `${work.name} is by ${person.name}, who was born in ${town.name}.`,
        ],
        [
          `In which year was the ${start} born?`,
          String(person.born),
          `${work.name} is by ${person.name}, born in ${person.born}.`,
        ],
      ]
    : [
        [
          `On which river lies the town where the ${start} was born?`,
          town.river,
          `${person.name} was born in ${town.name}, which lies on the ${town.river}.`,
        ],
        [
          `When was the birthplace of the ${start} founded?`,
          String(town.founded),
          `${person.name} was born in ${town.name}, founded in ${town.founded}.`,
        ],
        [
          `What is the birthplace of the ${start} known for?`,
          town.famousFor,
          `${person.name} was born in ${town.name}, known for its ${town.famousFor}.`,
        ],
      ];
  const [question, answer, reason] = random.pick(questions);
  return { inputs: { question }, expected: { answer }, reason };
}

/** Search, note, search again with a query of one's own, note, answer: the shape of the paper's HotpotQA program. */
export function twoHopTask(seed: number, sizes: RowSizes): TaskSpec {
  const shared = { role: "student", output: { kind: "text" }, maxTokens: 120, temperature: 0 } as const;
  const modules: readonly ModuleSpec[] = [
    {
      ...shared,
      name: "note1",
      component: "first note",
      search: { query: "{{question}}", passages: 4 },
      userTemplate: "Question: {{question}}\n\nPassages:\n{{note1.passages}}",
    },
    {
      ...shared,
      name: "query",
      component: "second query",
      maxTokens: 24,
      userTemplate: "Question: {{question}}\n\nKnown so far: {{note1.output}}",
    },
    {
      ...shared,
      name: "note2",
      component: "second note",
      search: { query: "{{query.output}}", passages: 4 },
      userTemplate:
        "Question: {{question}}\n\nKnown so far: {{note1.output}}\n\nPassages:\n{{note2.passages}}",
    },
    {
      ...shared,
      name: "answer",
      component: "answer",
      maxTokens: 24,
      userTemplate: "Question: {{question}}\n\nNotes: {{note1.output}}\n{{note2.output}}",
    },
  ];
  return {
    id: `two-hop-${seed}`,
    name: "Two-hop questions",
    source: { kind: "generated", generator: "two-hop", policySeed: seed, sizes },
    documents: { kind: "encyclopaedia", seed: encyclopaediaSeed },
    program: { modules },
    metrics: [{ name: "answer", kind: "normalised-exact", weight: 1, options: { expected: "answer" } }],
    seedCandidate: {
      "first note": "Note what the passages say about the question.",
      "second query": "Write a search query for what is still missing.",
      "second note": "Note what the passages say about the question.",
      answer: "Answer the question.",
    },
    objective: "Short, right answers to questions that need two articles.",
  };
}
