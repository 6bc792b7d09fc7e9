import { describe, expect, test } from "vitest";

import {
  type EvaluationCall,
  type JournalEvent,
  type ReflectionRequest,
  studioSpec,
} from "../../src/engine/index.ts";
import { autoModes } from "../../src/rivals/mipro/auto-budget.ts";
import type { RivalName } from "../../src/rivals/optimizers.ts";
import type { ProgramModule, RivalPorts } from "../../src/rivals/ports.ts";
import { runRival } from "../../src/rivals/run-rival.ts";

const colours = ["red", "blue", "green", "grey"];
const count = 12;
const answerTo = (example: number): string => colours[example % colours.length]!;

/** Two calls: notes are taken of a ticket, and the colour is named from the notes. */
const chain: readonly ProgramModule[] = [
  {
    name: "note",
    component: "noting",
    demosComponent: "noting demos",
    reads: ["ticket_text"],
    isLast: false,
  },
  {
    name: "sort",
    component: "sorting",
    demosComponent: "sorting demos",
    reads: ["note.output"],
    isLast: true,
  },
];
const single: readonly ProgramModule[] = [
  { name: "sort", component: "sorting", demosComponent: "demos", reads: ["ticket_text"], isLast: true },
];

interface Searched {
  readonly events: readonly JournalEvent[];
  readonly calls: readonly EvaluationCall[];
  readonly letters: readonly ReflectionRequest[];
}

async function search(
  name: RivalName,
  modules: readonly ProgramModule[],
  isRight: (call: EvaluationCall) => boolean,
  { pareto = 6, metricCalls = 3000 } = {},
): Promise<Searched> {
  const [calls, letters, events]: [EvaluationCall[], ReflectionRequest[], JournalEvent[]] = [[], [], []];
  const seed = Object.fromEntries(
    modules.flatMap(({ component, demosComponent }) => [
      [component, `Do ${component}.`],
      [demosComponent!, ""],
    ]),
  );
  const spec = studioSpec({
    seed: 3,
    seedCandidates: [seed],
    splits: { feedback: count, pareto, test: 0, paretoIsFeedback: false },
    budget: { metricCalls, reflectionCalls: 100, policy: "reserve" },
  });
  const ports: RivalPorts = {
    stop: { aborted: false },
    possibleEdits: () => [],
    modules,
    labelledRows: Array.from({ length: count }, (_, example) => ({
      inputs: { ticket_text: `ticket ${example}`, customer: "unread" },
      expected: { colour: answerTo(example) },
    })),
    evaluate: (asked) =>
      Promise.resolve(
        asked.map((call) => {
          calls.push(call);
          const records = Object.fromEntries(
            modules.map(({ component, reads, isLast }) => [
              component,
              {
                Inputs: Object.fromEntries(reads.map((field) => [field, `${field} of ${call.example}`])),
                "Generated Outputs": isLast ? `I say ${answerTo(call.example)}` : `noted ${call.example}`,
                Feedback: "",
              },
            ]),
          );
          const scored = {
            kind: "scored" as const,
            callIndex: call.callIndex,
            output: "",
            score: isRight(call) ? 1 : 0,
          };
          return call.captureTrace ? { ...scored, records } : scored;
        }),
      ),
    reflect: (request) => {
      letters.push(request);
      return Promise.resolve({
        kind: "proposed" as const,
        text: `${request.currentText} (${letters.length})`,
      });
    },
  };
  for await (const event of runRival(name, spec, ports)) events.push(event);
  return { events, calls, letters };
}

const taught = ({ calls }: Searched): EvaluationCall[] => calls.filter(({ split }) => split === "feedback");
const textsIn = (events: readonly JournalEvent[], component: string): string[] =>
  events.flatMap((event) => (event.type === "candidate-added" ? [event.texts[component]!] : []));
const demosIn = (text: string): string[] => text.split("\n\n").slice(1);

describe("the teacher", () => {
  test("has four labelled rows before it, never the one it is asked, and others for other sets", async () => {
    const found = await search("mipro-light", single, () => true);
    const teachers = taught(found);
    expect(teachers.length).toBeGreaterThan(0);
    for (const { candidate, example } of teachers) {
      const shown = demosIn(candidate["demos"]!);
      expect(shown.length).toBeGreaterThanOrEqual(3);
      expect(shown.length).toBeLessThanOrEqual(4);
      expect(shown.join("\n")).not.toMatch(new RegExp(`ticket ${example}\\b`));
    }
    expect(new Set(teachers.map(({ candidate }) => candidate["demos"])).size).toBeGreaterThan(1);
  });

  test("solves rows that the seed program alone cannot, and what it wrote becomes demonstrations", async () => {
    const found = await search("mipro-light", single, ({ candidate }) => candidate["demos"] !== "");
    const demos = textsIn(found.events, "demos").flatMap(demosIn);
    expect(demos.some((text) => text.includes("Colour: I say"))).toBe(true);
  });

  test("is asked only until enough is solved, and nobody is asked the same twice", async () => {
    const eager = await search("mipro-light", single, () => true);
    const asked = taught(eager).map(({ candidate, example }) => `${example} ${JSON.stringify(candidate)}`);
    expect(new Set(asked).size).toBe(asked.length);
    // One set of four in order and three of one to four: none has more than it wants.
    expect(asked.length).toBeLessThanOrEqual(4 * 4);
    const hopeless = await search("mipro-no-demos", single, () => false);
    expect(taught(hopeless)).toHaveLength(count);
  });

  test("goes through all rows twice at most, however many sets are to be made", async () => {
    const found = await search("mipro", single, () => false);
    expect(taught(found).length).toBeGreaterThan(count);
    expect(taught(found).length).toBeLessThanOrEqual(2 * count);
  });
});

describe("demonstrations", () => {
  test("carry the task's own field names, only what the prompt reads, and the answer last", async () => {
    const found = await search("mipro-light", single, () => true);
    const demos = textsIn(found.events, "demos").flatMap(demosIn);
    expect(demos.length).toBeGreaterThan(0);
    for (const text of demos) expect(text).toMatch(/^Ticket text: .+\nColour: .+$/);
  });

  test("stand with the module they are about: a first call shows what it wrote, and no label of the whole", async () => {
    const found = await search("mipro", chain, () => true);
    const [notes, sorts] = ["noting demos", "sorting demos"].map((component) =>
      textsIn(found.events, component).flatMap(demosIn),
    );
    expect(notes!.length).toBeGreaterThan(0);
    for (const text of notes!) expect(text).toMatch(/^Ticket text: ticket_text of \d+\nAnswer: noted \d+$/);
    expect(sorts!.some((text) => /^Note output: note.output of \d+\nColour: I say \w+$/.test(text))).toBe(
      true,
    );
    expect(found.letters.map(({ component }) => component)).toContain("noting");
    expect(found.letters.map(({ component }) => component)).not.toContain("noting demos");
  });
});

describe("proposals", () => {
  test("are grounded in the columns, the program and right answers of the program's own, three at most", async () => {
    const { letters } = await search("mipro", chain, () => true);
    const sorting = letters.find(({ component }) => component === "sorting")!;
    expect(sorting.prompt).toContain("ticket_text, customer -> colour");
    expect(sorting.prompt).toContain(
      '1. note: reads ticket_text. Its system prompt is the component "noting".',
    );
    expect(sorting.prompt).toContain("Note output: note.output of");
    for (const { prompt } of letters)
      expect(prompt.match(/I say|noted/g)?.length ?? 0).toBeLessThanOrEqual(3);
  });

  test("name no examples where the program has solved none", async () => {
    const { letters } = await search("mipro", single, () => false);
    for (const { prompt } of letters) expect(prompt).toContain("No examples are given.");
  });
});

describe("judging rows", () => {
  test("are as many as the mode allows itself, the same for every candidate, the seed among them", async () => {
    const most = autoModes.light.validationRows;
    const found = await search("mipro-light", single, ({ example }) => example % 2 === 0, {
      pareto: most + 60,
    });
    const judged = found.events.flatMap((event) =>
      event.type === "candidate-added" ? [event.rows.map((row) => row.example)] : [],
    );
    expect(judged.length).toBeGreaterThan(1);
    expect(judged[0]).toHaveLength(most);
    for (const rows of judged) expect(rows).toEqual(judged[0]);
    const asked = found.calls.filter(({ split }) => split === "pareto").map(({ example }) => example);
    expect(new Set(asked).size).toBe(most);
  });

  test("are all of them where there are no more than the mode allows", async () => {
    const { events } = await search("mipro-light", single, () => true);
    for (const event of events) if (event.type === "candidate-added") expect(event.rows).toHaveLength(6);
  });
});
