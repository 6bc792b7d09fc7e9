import { describe, expect, test } from "vitest";

import {
  foldJournal,
  studioSpec,
  type EvaluationCall,
  type EvaluationOutcome,
  type JournalEvent,
} from "../../src/engine/index.ts";
import type { PossibleEdit, RivalPorts } from "../../src/rivals/ports.ts";
import { rivalNames, runRival, type RivalName } from "../../src/rivals/run-rival.ts";

/** Eight words, each with its own label; a prompt that says "word=label" answers rows about the word rightly. */
const house = ["ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen"].map((word, i) => ({
  word,
  label: `L${i % 4}`,
}));
const labels = ["L0", "L1", "L2", "L3"];
const rows = Array.from({ length: 24 }, (_, i) => house[i % house.length]!);

interface World {
  readonly ports: RivalPorts;
  readonly asked: number[];
  readonly answers: Map<number, EvaluationOutcome>;
}

function makeWorld(answers = new Map<number, EvaluationOutcome>()): World {
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
    const isRight = `${call.candidate["instruction"]} ${call.candidate["demos"] ?? ""}`.includes(
      `${row.word}=${row.label}`,
    );
    const outcome: EvaluationOutcome = {
      kind: "scored",
      callIndex: call.callIndex,
      score: isRight ? 1 : 0,
      output: "",
    };
    answers.set(call.callIndex, outcome);
    return outcome;
  }
  return {
    asked,
    answers,
    ports: {
      stop: { aborted: false },
      labelledRows: rows.map(({ word, label }) => ({ input: `about a ${word}`, expected: label })),
      possibleEdits,
      evaluate: (calls) => Promise.resolve(calls.map(answer)),
      reflect: ({ callIndex, records }) =>
        Promise.resolve({
          kind: "answered" as const,
          finishReason: "stop" as const,
          // A scripted proposer that may use only what it is shown: the rows' inputs and labels.
          text: `\`\`\`\nLabel it. ${records
            .slice(0, 1 + (callIndex % 5))
            .map(
              ({ record }) =>
                `${/about a (\w+)/.exec(String(record["Inputs"]))?.[1]}=${/"(L\d)"/.exec(String(record["Feedback"]))?.[1]}`,
            )
            .join(" ")}\n\`\`\``,
        }),
    },
  };
}

const budget = { metricCalls: 700, reflectionCalls: 40, policy: "reserve" as const };
const spec = studioSpec({
  seed: 5,
  seedCandidates: [{ instruction: "Label it.", demos: "" }],
  splits: { feedback: 24, pareto: 24, test: 0, paretoIsFeedback: false },
  minibatch: { size: 5, failureAware: false },
  budget,
});

async function journalOf(name: RivalName, world: World, journalled = 0): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for await (const event of runRival(name, spec, world.ports, journalled)) events.push(event);
  return events;
}

describe.each(rivalNames)("%s", (name) => {
  test("asks every callIndex once, counts every call once and stays within its budget", async () => {
    const world = makeWorld();
    const events = await journalOf(name, world);
    const state = foldJournal(events)!;
    expect(new Set(world.asked).size).toBe(world.asked.length);
    expect(state.spent.metricCalls).toBe(world.asked.length);
    expect(state.spent.metricCalls).toBeLessThanOrEqual(budget.metricCalls);
    expect(state.spent.reflectionCalls).toBeLessThanOrEqual(budget.reflectionCalls);
    expect(events.at(-1)!.type).toBe("run-stopped");
    expect(state.nextCallIndex).toBe(world.asked.length + state.spent.reflectionCalls);
  });

  test("writes the same journal for the same seed, and finds something better than the seed", async () => {
    const first = await journalOf(name, makeWorld());
    const second = await journalOf(name, makeWorld());
    expect(second).toEqual(first);
    expect(foldJournal(first)!.best.mean).toBeGreaterThan(0);
  });

  test("goes on after a kill at any event without asking an answered call again", async () => {
    const whole = makeWorld();
    const events = await journalOf(name, whole);
    for (const kept of [1, 2, Math.floor(events.length / 2), events.length - 1]) {
      const first = makeWorld();
      let seen = 0;
      for await (const _event of runRival(name, spec, first.ports)) if (++seen === kept) break;
      const second = makeWorld(first.answers);
      const rest = await journalOf(name, second, kept);
      expect(rest).toEqual(events.slice(kept));
      expect(first.asked.length + second.asked.length).toBe(whole.asked.length);
    }
  });
});
