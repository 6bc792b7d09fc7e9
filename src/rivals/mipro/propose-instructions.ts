import type { JournalEvent, ReflectionRecordRow } from "../../engine/index.ts";
import type { SeededRandom } from "../../shared/seeded-random.ts";
import type { RivalSession } from "../session.ts";
import { summariseData } from "./data-summary.ts";
import type { DemoSet } from "./demos.ts";
import { proposalPrompt, tips } from "./proposal-prompt.ts";

/** Labelled rows a proposal may read. */
const rowsShown = 10;
/** The program's own right answers a proposal is shown, as in dspy. */
const demosShown = 3;

interface ProposeOptions {
  readonly component: string;
  readonly count: number;
  /** Of the module the instruction is for; none where it is for no module. */
  readonly demoSets: readonly DemoSet[];
}

/**
 * Instructions for one component: candidate 0 is the one it has; the others are written by the Reflection model from the
 * data, the program, the program's own right answers in one of the demo sets (and those after it), and a tip. A proposal
 * that cannot be used leaves its place to the original.
 */
export async function* proposeInstructions(
  session: RivalSession,
  random: SeededRandom,
  { component, count, demoSets }: ProposeOptions,
): AsyncGenerator<JournalEvent, string[], void> {
  const original = session.spec.seedCandidates[0]![component]!;
  const instructions = [original];
  const { labelledRows, modules } = session.ports;
  const dataSummary = summariseData(labelledRows);
  while (instructions.length < count) {
    const tip = random.pick(tips);
    const demos = ownDemosFrom(demoSets, instructions.length);
    const shown = random.shuffled(labelledRows.map((_, position) => position)).slice(0, rowsShown);
    const about = { component, currentText: original, modules, dataSummary, demos, tip: tip.says };
    const answer = await session.ask({
      component,
      currentText: original,
      prompt: proposalPrompt(about),
      parent: 0,
      records: shown.map((example) => labelledRecord(session, example)),
    });
    const text = answer.text === null ? null : answer.isFinal ? answer.text : insideFence(answer.text);
    instructions.push(text === null || text === "" ? original : text);
    yield session.record({
      type: "trial-evaluated",
      step: "propose",
      trial: 0,
      texts: text === null ? null : { [component]: text },
      note: `instruction ${instructions.length - 1}, tip "${tip.name}", ${demos.length} demonstrations shown`,
      calls: { from: answer.callIndex, count: 1 },
      rows: [],
      metricCalls: 0,
      reflectionCalls: 1,
    });
  }
  return instructions;
}

/** From the set at this place, then from those after it, round to those before; labels prove nothing about the program. */
function ownDemosFrom(sets: readonly DemoSet[], place: number): DemoSet {
  const from = sets.length === 0 ? 0 : place % sets.length;
  return [...sets.slice(from), ...sets.slice(0, from)]
    .flat()
    .filter(({ isOwn }) => isOwn)
    .slice(0, demosShown);
}

/** A labelled row in the form reflections are shown: the expected answer, and nothing about why. */
function labelledRecord(session: RivalSession, example: number): ReflectionRecordRow {
  const { inputs, expected } = session.ports.labelledRows[example]!;
  const wanted = Object.values(expected).join("\n");
  return {
    example,
    score: 0,
    record: { Inputs: inputs, "Generated Outputs": "", Feedback: `Expected "${wanted}", got "".` },
  };
}

/** The text between the first and the last fence; null where there is none. */
function insideFence(reply: string): string | null {
  const start = reply.indexOf("```");
  const end = reply.lastIndexOf("```");
  if (start < 0 || end <= start) return null;
  return reply
    .slice(start + 3, end)
    .replace(/^\S*\n/, "")
    .trim();
}
