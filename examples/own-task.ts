/**
 * GEPA on a task of your own, without the app: `npx tsx examples/own-task.ts`.
 * A made-up Student follows the first style its instruction names; the reflector is a script. Put your own model calls
 * into `evaluate` and `reflect`: nothing else changes.
 */
import { bestCandidate, foldJournal, optimize, studioSpec } from "../src/engine/index.ts";
import type { EnginePorts, JournalEvent } from "../src/engine/index.ts";

const words = ["apple", "Berlin", "cherry", "Dublin"];
const student = (instruction: string, word: string) =>
  /upper/i.test(instruction) ? word.toUpperCase() : word;

const spec = studioSpec({
  seedCandidates: [{ instruction: "Repeat the word." }],
  splits: { feedback: words.length, pareto: words.length, test: 0, paretoIsFeedback: true },
  budget: { metricCalls: 60, reflectionCalls: 10, policy: "reserve" },
});
const ports: EnginePorts = {
  stop: { aborted: false },
  evaluate: async (calls) =>
    calls.map(({ callIndex, candidate, example }) => {
      const output = student(candidate["instruction"]!, words[example]!);
      const score = output === words[example]!.toUpperCase() ? 1 : 0;
      const feedback = score === 1 ? "Right." : `Wanted ${words[example]!.toUpperCase()}.`;
      const record = { Inputs: words[example]!, "Generated Outputs": output, Feedback: feedback };
      return { kind: "scored", callIndex, score, output, records: { instruction: record } };
    }),
  reflect: async () => ({ kind: "answered", finishReason: "stop", text: "```\nAnswer in upper case.\n```" }),
};

const journal: JournalEvent[] = [];
for await (const event of optimize(spec, ports)) journal.push(event);
const best = bestCandidate(foldJournal(journal)!)!;
console.log(`${journal.length} events; best mean ${best.mean}: ${best.texts["instruction"]}`);
