import {
  studioSpec,
  type EvaluationCall,
  type EvaluationOutcome,
  type JournalEvent,
} from "../../src/engine/index.ts";
import { type RivalName } from "../../src/rivals/optimizers.ts";
import type { PossibleEdit, RivalPorts } from "../../src/rivals/ports.ts";
import { runRival } from "../../src/rivals/run-rival.ts";

/** Eight words, each with its own label; a prompt that says "word=label" answers rows about the word rightly. */
const house = ["ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen"].map((word, i) => ({
  word,
  label: `L${i % 4}`,
}));
const labels = ["L0", "L1", "L2", "L3"];
const rows = Array.from({ length: 24 }, (_, i) => house[i % house.length]!);

export interface World {
  readonly ports: RivalPorts;
  readonly asked: number[];
  readonly answers: Map<number, EvaluationOutcome>;
}

export function makeWorld(answers = new Map<number, EvaluationOutcome>()): World {
  const asked: number[] = [];
  const possibleEdits = (text: string): PossibleEdit[] =>
    house
      .flatMap(({ word }) =>
        labels.map((label) => ({
          description: `${word}=${label}`,
          slot: word,
          apply: (old: string) => `${old.replace(new RegExp(` ?${word}=L\\d`), "")} ${word}=${label}`.trim(),
        })),
      )
      .filter((edit) => edit.apply(text) !== text);
  function answer(call: EvaluationCall): EvaluationOutcome {
    const known = answers.get(call.callIndex);
    if (known !== undefined) return known;
    asked.push(call.callIndex);
    const row = rows[call.example]!;
    const isShown = call.candidate["demos"]?.includes(`about a ${row.word}\nLabel: ${row.label}`) ?? false;
    const isRight = isShown || call.candidate["instruction"]!.includes(`${row.word}=${row.label}`);
    const outcome: EvaluationOutcome = {
      kind: "scored",
      callIndex: call.callIndex,
      score: isRight ? 1 : 0,
      output: "",
      records: {
        instruction: {
          Inputs: { message: `about a ${row.word}` },
          "Generated Outputs": isRight ? row.label : "nothing",
          Feedback: "",
        },
      },
    };
    answers.set(call.callIndex, outcome);
    return outcome;
  }
  return {
    asked,
    answers,
    ports: {
      stop: { aborted: false },
      labelledRows: rows.map(({ word, label }) => ({
        inputs: { message: `about a ${word}` },
        expected: { label },
      })),
      modules: [
        {
          name: "answer",
          component: "instruction",
          demosComponent: "demos",
          reads: ["message"],
          isLast: true,
        },
      ],
      possibleEdits,
      evaluate: (calls) => Promise.resolve(calls.map(answer)),
      reflect: ({ records }) =>
        Promise.resolve({
          kind: "answered" as const,
          finishReason: "stop" as const,
          // A scripted proposer that may use only what it is shown: the rows' inputs and labels.
          text: `\`\`\`\nLabel it. ${records
            .slice(0, 1 + (records[0]!.example % 5))
            .map(
              ({ record }) =>
                `${/about a (\w+)/.exec(JSON.stringify(record["Inputs"]))?.[1]}=${/"(L\d)"/.exec(String(record["Feedback"]))?.[1]}`,
            )
            .join(" ")}\n\`\`\``,
        }),
    },
  };
}

export const budget = { metricCalls: 700, reflectionCalls: 40, policy: "reserve" as const };
export const spec = studioSpec({
  seed: 5,
  seedCandidates: [{ instruction: "Label it.", demos: "" }],
  splits: { feedback: 24, pareto: 24, test: 0, paretoIsFeedback: false },
  minibatch: { size: 5, failureAware: false },
  budget,
});

/** Everything one search yields. */
export async function journalOf(
  name: RivalName,
  world: World,
  journal: readonly JournalEvent[] = [],
  spent = spec,
): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for await (const event of runRival(name, spent, world.ports, journal)) events.push(event);
  return events;
}
