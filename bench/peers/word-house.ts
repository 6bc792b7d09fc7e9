import { foldJournal, studioSpec, type EvaluationCall, type JournalEvent } from "../../src/engine/index.ts";
import type { LabelledRow, RivalPorts } from "../../src/rivals/ports.ts";
import { runRival } from "../../src/rivals/run-rival.ts";

/** The scripted task both MIPROv2s get: eight words, each with its own label. */
const words = ["ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen"];
export const wordRows: readonly LabelledRow[] = Array.from({ length: 24 }, (_, i) => ({
  input: `about a ${words[i % words.length]}`,
  expected: `L${(i % words.length) % 4}`,
}));
export const wordSeed = "Label it.";

export interface SearchOutcome {
  readonly best: number;
  readonly studentCalls: number;
  readonly proposalCalls: number;
}

const wordOf = (text: string): string => /about a (\w+)/.exec(text)?.[1] ?? "";

/** The scripted Student: it knows a word when its prompt says "word=label" or shows a row about it with its label. */
export function scriptedAnswer(prompt: string, input: string): string {
  const word = wordOf(input);
  const told =
    new RegExp(`\\b${word}=(L\\d)`).exec(prompt) ??
    new RegExp(`about a ${word}\\nLabel: (L\\d)`).exec(prompt);
  return told?.[1] ?? "nothing";
}

/** Our MIPROv2 on the task: best mean, and calls of each kind. The scripted proposer states one to five shown rows. */
export async function searchWords(demos: boolean, seed: number): Promise<SearchOutcome> {
  const spec = studioSpec({
    seed,
    seedCandidates: [demos ? { instruction: wordSeed, demos: "" } : { instruction: wordSeed }],
    splits: { feedback: wordRows.length, pareto: wordRows.length, test: 0, paretoIsFeedback: false },
    budget: { metricCalls: 10_000, reflectionCalls: 1_000, policy: "reserve" },
  });
  const answer = (call: EvaluationCall) => {
    const row = wordRows[call.example]!;
    const isRight = scriptedAnswer(Object.values(call.candidate).join("\n"), row.input) === row.expected;
    return { kind: "scored", callIndex: call.callIndex, score: isRight ? 1 : 0, output: "" } as const;
  };
  const ports: RivalPorts = {
    stop: { aborted: false },
    labelledRows: wordRows,
    possibleEdits: () => [],
    evaluate: (calls) => Promise.resolve(calls.map(answer)),
    reflect: ({ records }) => {
      const told = records.slice(0, 1 + (records[0]!.example % 5)).map(({ example }) => {
        const row = wordRows[example]!;
        return `${wordOf(row.input)}=${row.expected}`;
      });
      const text = `\`\`\`\n${wordSeed} ${told.join(" ")}\n\`\`\``;
      return Promise.resolve({ kind: "answered" as const, finishReason: "stop" as const, text });
    },
  };
  const events: JournalEvent[] = [];
  for await (const event of runRival(demos ? "mipro" : "mipro-no-demos", spec, ports)) events.push(event);
  const state = foldJournal(events)!;
  return {
    best: state.best.mean,
    studentCalls: state.spent.metricCalls,
    proposalCalls: state.spent.reflectionCalls,
  };
}
