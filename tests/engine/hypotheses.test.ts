import { describe, expect, it } from "vitest";

import { allProposals } from "../../src/engine/index.ts";
import type { ReflectionAnswer } from "../../src/engine/index.ts";
import { applyEdits } from "../../src/engine/reflector/apply-edits.ts";
import { readHypotheses } from "../../src/engine/reflector/hypotheses.ts";
import { lineageSeries } from "../../src/views/series/lineage-series.ts";
import { whySentence } from "../../src/views/words/why-words.ts";
import { createWorld, eventsOf, journalOf, stateOf } from "./rule-task.ts";
import type { RuleTask } from "./rule-task.ts";
import { ownRules, studioFor } from "./studio-spec.ts";

const task: RuleTask = { feedback: ownRules(4), pareto: ownRules(4) };

async function runWith(text: string, metricCalls = 60, hypotheses = 3) {
  const base = studioFor(task, {
    iterations: 1,
    texts: { main: "9" },
    metricCalls,
    minibatch: { size: 4, failureAware: false },
  });
  const spec = { ...base, reflector: { ...base.reflector, hypotheses } };
  const answer: ReflectionAnswer = { kind: "answered", text, finishReason: "stop" };
  const world = createWorld(task, { reflect: () => answer });
  const events = await journalOf(spec, world.ports);
  return { events, world };
}

const three = `HYPOTHESIS: one rule is missing
REPLACE: 9
WITH: 1,9

HYPOTHESIS 2: two rules are missing
REPLACE: 9
WITH: 1,2,9

**HYPOTHESIS 3:** the whole text is wrong
\`\`\`
77
\`\`\``;

describe("hypotheses in one letter", () => {
  it("are tried on one minibatch, the best is kept, and its hypothesis stands with the candidate", async () => {
    const { events, world } = await runWith(three);
    expect(world.reflections).toHaveLength(1);
    expect(world.reflections[0]!.prompt).toContain("Name 3 different hypotheses");
    const [judged] = eventsOf(events, "children-judged");
    expect(judged!.judgements.map(({ verdict }) => verdict)).toEqual([
      "better-but-not-selected",
      "selected",
      "not-better",
    ]);
    const rows = judged!.judgements.map((one) => one.rows.map(({ example }) => example).join());
    expect(new Set(rows).size).toBe(1);
    const state = stateOf(events);
    expect(state.candidates).toHaveLength(2);
    const kept = allProposals(state).find(({ candidate }) => candidate === 1);
    expect(kept).toMatchObject({ texts: { main: "1,2,9" }, hypothesis: "two rules are missing" });
    expect(state.spent.reflectionCalls).toBe(1);
    expect(lineageSeries(state).nodes[1]).toMatchObject({ hypothesis: "two rules are missing" });
    expect(lineageSeries(state).dropped.map(({ hypothesis }) => hypothesis)).toContain("one rule is missing");
    expect(whySentence(state, 1)).toContain("Thought to be the cause: “two rules are missing”");
  });

  it("are not asked for beyond what the budget can pay: parent, every child and the Pareto rows", async () => {
    const needed = 4 + 4 * 4 + 4;
    const enough = await runWith(three, needed);
    expect(stateOf(enough.events).candidates).toHaveLength(2);
    const scarce = await runWith(three, needed - 1);
    expect(scarce.world.reflections).toHaveLength(0);
    expect(scarce.events.at(-1)).toMatchObject({ reason: { kind: "budget-too-small", needs: 20 } });
  });

  it("that cannot be read fall back to a letter for a whole text", async () => {
    const { events } = await runWith("```\n1,2,3\n```");
    const { attempts } = eventsOf(events, "reflected")[0]!.reflections[0]!;
    expect(attempts.map(({ letter, outcome }) => `${letter}: ${outcome}`)).toEqual([
      "hypotheses: no-edits",
      "full: used",
    ]);
  });

  it("are read one by one: what cannot be changed, changes nothing or says the same again is left out", () => {
    const reply = `Sure.
HYPOTHESIS: not there
REPLACE: Be long.
WITH: Be short.
HYPOTHESIS: twice there
REPLACE: Be
WITH: Stay
HYPOTHESIS: good
REPLACE: "Be brief."
WITH: "Say it in one word."
ADD: Never explain.
HYPOTHESIS: the same again
REPLACE: Be brief.
WITH: Say it in one word.
ADD: Never explain.
HYPOTHESIS: nothing`;
    expect(readHypotheses("Be brief.\nBe kind.", reply)).toEqual([
      { hypothesis: "good", text: "Say it in one word.\nBe kind.\nNever explain." },
    ]);
  });
});

describe("edits", () => {
  it("are all made or none", () => {
    const reply = "REPLACE: a\nWITH: b\nREPLACE: missing\nWITH: c";
    expect(applyEdits("a x", reply)).toEqual({ ok: false, problem: "no-match", detail: "missing" });
  });

  it("need a passage that stands exactly once", () => {
    expect(applyEdits("x x", "REPLACE: x\nWITH: y")).toMatchObject({ ok: false, problem: "no-match" });
    expect(applyEdits("x y", "REPLACE: x\nWITH: $&")).toEqual({ ok: true, text: "$& y" });
  });

  it("add no line that is there already, and no heading, fence or announcement", () => {
    const reply = "Here are the lines:\n```\n# Rules\n1. Be brief.\n2. Say why.\n```";
    expect(applyEdits("Be brief.", reply)).toEqual({ ok: true, text: "Be brief.\nSay why." });
    expect(applyEdits("Rules:\n- Be brief.", "Say why.")).toMatchObject({
      text: "Rules:\n- Be brief.\n- Say why.",
    });
    expect(applyEdits("Be brief.", "- be brief.")).toEqual({ ok: false, problem: "no-edits" });
  });
});
