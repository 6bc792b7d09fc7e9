import { describe, expect, it } from "vitest";

import { allProposals, metricCallsLeft, showsOnly } from "../../src/engine/index.ts";
import type { EngineSpec, ReflectionAnswer } from "../../src/engine/index.ts";
import { chosenExamples, partsOf, withExamples } from "../../src/engine/reflector/worked-examples.ts";
import { descentGist } from "../../src/views/words/descent-gist.ts";
import { eventWords } from "../../src/views/words/event-words.ts";
import { nextDeed } from "../../src/views/words/next-deed.ts";
import { nowLine } from "../../src/views/words/now-line.ts";
import { proposalGist } from "../../src/views/words/proposal-gist.ts";
import { stopSentence } from "../../src/views/words/sentences.ts";
import { whySentence } from "../../src/views/words/why-words.ts";
import { createWorld, eventsOf, journalOf, repair, stateOf, stopOf } from "./rule-task.ts";
import type { RuleTask, Script } from "./rule-task.ts";
import { type Changes, studioFor, wants } from "./studio-spec.ts";

/** Twenty rows that want one of four rules: what stands on one row helps on others. */
const rows = Array.from({ length: 20 }, (_, at) => wants((at % 4) + 1));
const task: RuleTask = { feedback: rows, pareto: rows.slice(0, 8) };

const uselessly = (): ReflectionAnswer => ({ kind: "answered", text: "```\n99\n```", finishReason: "stop" });
let count = 100;
const useless: Script["reflect"] = () => ({
  kind: "answered",
  text: `\`\`\`\n${count++}\n\`\`\``,
  finishReason: "stop",
});

function specWith(workedExamples: number, changes: Changes = {}): EngineSpec {
  const base = studioFor(task, {
    minibatch: { size: 4, failureAware: false },
    metricCalls: 200,
    iterations: 2,
    texts: { main: "9" },
    ...changes,
  });
  return { ...base, reflector: { ...base.reflector, workedExamples } };
}

const run = async (spec: EngineSpec, script: Script = { reflect: useless }, of = task) => {
  const world = createWorld(of, script);
  const events = await journalOf(spec, world.ports);
  return { world, events, state: stateOf(events) };
};

describe("worked examples", () => {
  it("are tried beside the next rewrite once one was not better, on rows they do not show, and cost no reflection", async () => {
    const { events, state, world } = await run(specWith(4));
    const [first, second] = eventsOf(events, "reflected");
    expect(first?.proposals.map(({ examples }) => examples)).toEqual([undefined]);
    expect(second?.proposals).toHaveLength(2);
    const { examples = [], texts } = second!.proposals[1]!;
    expect(examples).toHaveLength(4);
    expect(partsOf(texts["main"]!)).toEqual({
      instruction: "9",
      examples: expect.stringContaining("Examples with their right answers:"),
    });
    const asked = eventsOf(events, "children-judged")[1]!.judgements;
    for (const { rows: shown } of asked)
      expect(shown.every(({ example }) => !examples.includes(example))).toBe(true);
    expect(asked.map(({ verdict }) => verdict)).toEqual(["not-better", "selected"]);
    expect(world.reflections).toHaveLength(2);
    expect(state.best.mean).toBeGreaterThan(state.candidates[0]!.mean);
    expect(whySentence(state, 1)).toMatch(
      /^No rewrite: 4 feedback rows with the right answers, behind its parent’s text\./,
    );
    expect(allProposals(state).at(-1)?.reflections).toEqual([]);
    const said = `4 feedback rows with the right answers, behind the text: ${examples.join(", ")}`;
    expect([descentGist(state, 1), proposalGist(state, allProposals(state).at(-1)!)]).toEqual([said, said]);
  });

  it("show one row for every right answer before they show a second", () => {
    const answers = ["a", "a", "b", "a", "c", "d", "d"];
    const looked: number[] = [];
    const chosen = (most: number, text?: string): readonly number[] =>
      chosenExamples(
        [...answers.keys()],
        (at) => {
          looked.push(at);
          return { text: text ?? answers[at]!, answer: answers[at]! };
        },
        most,
      ).map(({ at }) => at);
    expect(chosen(5)).toEqual([0, 2, 4, 5, 1]);
    expect(chosen(5, "word ".repeat(3000))).toEqual([]);
    looked.length = 0;
    expect(chosen(3)).toEqual([0, 2, 4]);
    expect(looked).toEqual([0, 1, 2, 3, 4]);
  });

  it("are kept from the Reflection model, and stand behind what it writes", async () => {
    const shown = withExamples("9", [{ text: "1", answer: "1" }]);
    const { world, events } = await run(specWith(4, { texts: { main: shown }, iterations: 1 }), {
      reflect: repair,
    });
    expect(world.reflections[0]).toMatchObject({ currentText: "9" });
    expect(world.reflections[0]!.prompt).not.toContain("Examples with their right answers");
    const [rewrite] = eventsOf(events, "reflected")[0]!.proposals;
    expect(partsOf(rewrite!.texts["main"]!)).toEqual({
      instruction: expect.stringMatching(/^\d,9$/),
      examples: partsOf(shown).examples,
    });
  });

  it("are tried at once where no answer of the Reflection model can be used", async () => {
    const { events } = await run(specWith(4, { iterations: 1 }), {
      reflect: () => ({ kind: "answered", text: "", finishReason: "stop" }),
    });
    const [{ proposals }] = eventsOf(events, "reflected") as [
      ReturnType<typeof eventsOf<"reflected">>[number],
    ];
    expect(proposals.map(({ dropped, examples }) => dropped ?? examples?.length)).toEqual([
      "no-usable-reflection",
      4,
    ]);
  });

  it("are not tried again while others that did not help are remembered", async () => {
    const spec = specWith(4, { iterations: 4 });
    const { state } = await run(spec, { reflect: useless, score: () => 0.5 });
    const tried = allProposals(state).filter(({ examples }) => examples !== undefined);
    expect(tried.map(({ iteration }) => iteration)).toEqual([2]);
  });

  it("take the Student requests that are left once the reflections are spent, other rows each time", async () => {
    const changes = { reflectionCalls: 2, iterations: null, metricCalls: 120 };
    const { state, world } = await run(specWith(4, changes), { reflect: useless, score: () => 0.5 });
    const shown = allProposals(state).flatMap(({ examples }) => (examples === undefined ? [] : [examples]));
    expect(world.reflections).toHaveLength(2);
    expect(shown.length).toBeGreaterThan(3);
    expect(new Set(shown.map((rows) => rows.join())).size).toBe(shown.length);
    // What is left would not do for another proposal, and the run says so.
    const left = 120 - state.spent.metricCalls;
    const needs = 2 * 4 + task.pareto.length + 8;
    expect(left).toBeLessThan(needs);
    expect(state.stopReason).toMatchObject({ kind: "reflection-calls-spent", used: 2, limit: 2 });
    expect(stopSentence(state.stopReason!)).toMatch(
      new RegExp(
        `^All 2 Reflection requests are spent; not enough .* worked examples \\(needs up to \\d+ rollouts, has ${left}\\)$`,
      ),
    );
    expect(nextDeed(state.stopReason!).words).toContain(
      "With more rollouts alone it tries further worked examples.",
    );
    // Where none were to be had before, the search ends with its reflections.
    const without = await run(specWith(0, changes), { reflect: useless, score: () => 0.5 });
    expect(without.state.spent.metricCalls).toBeLessThan(state.spent.metricCalls / 2);
  });

  it("are told while they are tried and in the journal, and no letter is claimed that nobody wrote", async () => {
    const changes = { reflectionCalls: 2, iterations: null, metricCalls: 120 };
    const { events } = await run(specWith(4, changes), { reflect: useless, score: () => 0.5 });
    const reflected = eventsOf(events, "reflected").map((event) => eventWords(event));
    expect(reflected[1]).toBe(
      "The Reflection model answered once: 1 proposal; 4 feedback rows with the right answers go behind the text",
    );
    expect(reflected[2]).toBe(
      "No letter is written: 4 feedback rows with the right answers go behind the text",
    );
    const doing = events.map((_, at) => nowLine(stateOf(events.slice(0, at + 1)))).map((now) => now.doing);
    expect(doing.filter((words) => words === "is being read by the Reflection model")).toHaveLength(2);
    expect(doing).toContain("on a minibatch, for further worked examples (no Reflection request is left)");
    expect(doing).toContain("gets other worked examples: no Reflection request is left");
    expect(doing).toContain("against its rewrite and its text with worked examples on the same rows");
    expect(doing).toContain("against its text with worked examples on the same rows");
  });

  it("that run out end a run with its Reflection requests, which is no fault of the Reflection model", async () => {
    const few: RuleTask = { feedback: rows.slice(0, 8), pareto: rows.slice(0, 4) };
    const base = studioFor(few, {
      minibatch: { size: 4, failureAware: false },
      reflectionCalls: 2,
      iterations: null,
      metricCalls: 900,
      texts: { main: "9" },
    });
    const spec = { ...base, reflector: { ...base.reflector, workedExamples: 2 } };
    const { state } = await run(spec, { reflect: useless, score: () => 0.5 }, few);
    expect(metricCallsLeft(state)).toBeGreaterThan(100);
    expect(state.stopReason).toEqual({ kind: "reflection-calls-spent", used: 2, limit: 2 });
  });

  it("that make every row right leave nothing to learn, though no Reflection request is left", async () => {
    const { state } = await run(specWith(4, { reflectionCalls: 2, iterations: null, metricCalls: 400 }));
    expect(state.best.mean).toBe(1);
    expect(state.stopReason).toMatchObject({ kind: "nothing-left-to-learn", left: { wrong: 0 } });
  });

  it("do not hide that no answer of the Reflection model could be used", async () => {
    const changes = { reflectionCalls: 2, iterations: null, metricCalls: 120 };
    const { state } = await run(specWith(4, changes), {
      reflect: () => ({ kind: "answered", text: "I cannot say.", finishReason: "stop" }),
      score: () => 0.5,
    });
    expect(stopSentence(state.stopReason!)).toMatch(
      /^All 2 Reflection requests are spent, and no answer could be used: the last one had no prompt in it/,
    );
    expect(nextDeed(state.stopReason!).words).toMatch(
      /^Read its answers .* or choose another Reflection model/,
    );
  });

  it("take over where the Reflection model only repeats itself, however many of its requests are left", async () => {
    const changes = { reflectionCalls: 40, iterations: null, metricCalls: 120 };
    const { state, events, world } = await run(specWith(4, changes), {
      reflect: uselessly,
      score: () => 0.5,
    });
    const shown = allProposals(state).filter(({ examples }) => examples !== undefined);
    expect(shown.length).toBeGreaterThan(4);
    expect(world.reflections.length).toBeLessThan(40);
    const left = 120 - state.spent.metricCalls;
    expect(left).toBeLessThan(2 * 4 + task.pareto.length + 8);
    expect(stopSentence(state.stopReason!)).toMatch(
      new RegExp(
        `^The Reflection model repeats itself, .* still wrong; not enough .* worked examples \\(needs up to \\d+ rollouts, has ${left}\\)$`,
      ),
    );
    expect(nextDeed(state.stopReason!).words).toContain(
      "With more rollouts alone it tries further worked examples.",
    );
    const doing = events.map((_, at) => nowLine(stateOf(events.slice(0, at + 1))).doing);
    expect(doing).toContain(
      "on a minibatch, for further worked examples (the Reflection model writes nothing new)",
    );
    // It goes on with letters where a person lets it go on: they may have changed the model.
    const reopened = stateOf([...events, { type: "run-reopened" }]);
    expect([showsOnly(state), showsOnly(reopened)]).toEqual([true, false]);
  });

  it("take over where no answer of the Reflection model can be used", async () => {
    const changes = { reflectionCalls: 90, iterations: null, metricCalls: 120 };
    const { state } = await run(specWith(4, changes), {
      reflect: () => ({ kind: "answered", text: "", finishReason: "stop" }),
      score: () => 0.5,
    });
    const shown = allProposals(state).filter(({ examples }) => examples !== undefined);
    expect(shown.length).toBeGreaterThan(4);
    expect(state.stopReason).toMatchObject({ kind: "reflection-unusable", last: "empty" });
  });

  it("do not go on for ever where Student requests have no budget", async () => {
    const changes = { reflectionCalls: 2, iterations: null, metricCalls: null };
    const { state, events } = await run(specWith(4, changes), { reflect: useless, score: () => 0.5 });
    expect(stopOf(events)).toBe("reflection-calls-spent");
    expect(allProposals(state).filter(({ examples }) => examples !== undefined)).toHaveLength(1);
  });

  it("are no rows for the final: what a prompt shows proves nothing", async () => {
    const many: RuleTask = { feedback: [...rows, ...rows], pareto: rows.slice(0, 8) };
    const base = studioFor(many, {
      minibatch: { size: 4, failureAware: false },
      metricCalls: 200,
      iterations: 3,
      texts: { main: "9" },
    });
    const spec = { ...base, reflector: { ...base.reflector, workedExamples: 5 } };
    const { state, events } = await run(spec, { reflect: useless }, many);
    const kept = allProposals(state).filter(({ candidate }) => candidate !== null);
    const shown = kept.flatMap(({ examples = [] }) => examples);
    const fresh = eventsOf(events, "final-begun").flatMap((begun) => begun.fresh);
    expect(shown).toHaveLength(5);
    expect(fresh.length).toBeGreaterThan(0);
    expect(fresh.filter((example) => shown.includes(example))).toEqual([]);
  });

  it("are never tried where they are not wanted, not to be had, too few, or the candidate has several texts", async () => {
    const none = async (spec: EngineSpec, script: Script = {}, of = task): Promise<void> => {
      const { state } = await run(spec, { reflect: uselessly, ...script }, of);
      expect(allProposals(state).some(({ examples }) => examples !== undefined)).toBe(false);
    };
    await none(specWith(0));
    await none(specWith(4), { ports: { workedExample: undefined } });
    await none(specWith(4), { ports: { workedExample: () => null } });
    await none(specWith(4, { texts: { main: "9", other: "" } }));
    const few: RuleTask = { feedback: rows.slice(0, 6), pareto: rows.slice(0, 4) };
    const base = studioFor(few, {
      iterations: 3,
      texts: { main: "9" },
      minibatch: { size: 2, failureAware: false },
    });
    await none({ ...base, reflector: { ...base.reflector, workedExamples: 4 } }, {}, few);
  });
});
