import { describe, expect, it } from "vitest";

import type { EngineSpec, ReflectionAnswer, ReflectionRequest } from "../../src/engine/index.ts";
import { shortLetter } from "../../src/engine/reflector/short-letters.ts";
import { shortRecords } from "../../src/engine/reflector/short-records.ts";
import { createWorld, eventsOf, journalOf } from "./rule-task.ts";
import type { RuleTask } from "./rule-task.ts";
import { ownRules, studioFor } from "./studio-spec.ts";
import type { Changes } from "./studio-spec.ts";

const task: RuleTask = { feedback: ownRules(4), pareto: ownRules(4) };
const small = ["short", "short", "causes", "edits"] as const;

const answered = (text: string, finishReason: "stop" | "length" = "stop"): ReflectionAnswer => ({
  kind: "answered",
  text,
  finishReason,
});

/** The first iteration of a run whose Reflection gives these answers one after the other, the last one for ever. */
async function climb(
  replies: readonly ReflectionAnswer[],
  changes: Changes = {},
  reflector: Partial<EngineSpec["reflector"]> = {},
  iterations = 1,
) {
  const base = studioFor(task, { iterations, texts: { main: "9" }, ...changes });
  const spec = {
    ...base,
    reflector: { ...base.reflector, letters: small, extraction: "tolerant" as const, ...reflector },
  };
  let next = 0;
  const world = createWorld(task, { reflect: () => replies[Math.min(next++, replies.length - 1)]! });
  const events = await journalOf(spec, world.ports);
  const reflected = eventsOf(events, "reflected");
  const { attempts } = reflected[0]!.reflections[0]!;
  return { asked: world.reflections, attempts, proposal: reflected[0]!.proposals[0]!, reflected, events };
}

const steps = (attempts: Awaited<ReturnType<typeof climb>>["attempts"]) =>
  attempts.map(({ letter, outcome }) => `${letter}: ${outcome}`);

describe("the ladder of letters", () => {
  it("is left at the first answer that is new", async () => {
    const { attempts, proposal } = await climb([answered("1,2")]);
    expect(steps(attempts)).toEqual(["short: used"]);
    expect(proposal.texts).toEqual({ main: "1,2" });
  });

  it("is climbed by itself, and each rung stands in the journal", async () => {
    const { attempts, proposal } = await climb([
      answered("9"),
      answered("cut", "length"),
      answered("The rules 1 and 2 were missing."),
      answered("<think>so it is</think>"),
      answered("9"),
    ]);
    expect(steps(attempts)).toEqual([
      "short: unchanged",
      "short: truncated",
      "causes: causes-named",
      "with-causes: thinking-only",
      "edits: unchanged",
    ]);
    expect(proposal.dropped).toBe("unchanged");
  });

  it("reads what the causes are before it asks for a text, and says what was wrong with the answer before", async () => {
    const { asked } = await climb([
      answered("9"),
      answered("9."),
      answered("The rules 1 and 2 were missing."),
      answered("1,2"),
    ]);
    expect(asked[1]!.prompt).toContain("it was the old instruction again");
    expect(asked[3]!.prompt).toContain("Why it failed:\nThe rules 1 and 2 were missing.");
  });

  it("never asks twice alike: letter and sampling together differ from call to call, through a whole run", async () => {
    const { asked } = await climb([answered("9")], {}, {}, 3);
    const questions = asked.map(({ prompt, sampling }) => JSON.stringify([prompt, sampling]));
    expect(new Set(questions).size).toBe(questions.length);
    expect(new Set(asked.map(({ sampling }) => sampling.seed)).size).toBe(asked.length);
    expect(asked[1]!.sampling.temperature).toBeGreaterThan(asked[0]!.sampling.temperature);
  });

  it("asks a call that failed once more, and gives up after the second", async () => {
    const { attempts } = await climb([{ kind: "failed", reason: "no line" }]);
    expect(steps(attempts)).toEqual(["short: failed", "short: failed"]);
  });

  it("shortens a text that is too long in one call instead of throwing it away", async () => {
    const guards = { ...studioFor(task).guards, tokenCap: { main: 10 } };
    const { attempts, asked, proposal } = await climb(
      [answered(`1,2,${"3".repeat(80)}`), answered("1,2,3")],
      { guards },
    );
    expect(steps(attempts)).toEqual(["short: too-long", "shorten: used"]);
    expect(asked[1]!.prompt).toContain("in at most 6 words");
    expect(proposal.texts).toEqual({ main: "1,2,3" });
  });

  it("goes on with the next letter where the shortened text is too long as well, and never takes either", async () => {
    const guards = { ...studioFor(task).guards, tokenCap: { main: 10 } };
    const { attempts, proposal } = await climb([answered(`1,2,${"3".repeat(80)}`)], { guards });
    expect(steps(attempts).slice(0, 3)).toEqual(["short: too-long", "shorten: too-long", "short: too-long"]);
    expect(proposal.dropped).toBe("no-usable-reflection");
  });

  it("tells limits and allowed answers before the text is written, in every letter", async () => {
    const guards = { ...studioFor(task).guards, tokenCap: { "*": 100 }, mustKeep: { main: ["{q}"] } };
    const answers = { main: ["yes", "no"] };
    const { asked } = await climb(
      [answered("9")],
      { guards },
      { letters: ["full", "short", "edits"], answers },
    );
    for (const { prompt } of asked) expect(prompt).toContain("yes, no");
    for (const { prompt } of asked.slice(0, 2)) expect(prompt).toContain("{q}");
    expect(asked[0]!.prompt).toContain("at most 65 words");
    expect(asked[1]!.prompt).toContain("at most 65 words");
  });

  it("asks again for a text that names no allowed answer, and tries it when nothing better comes", async () => {
    const { attempts, proposal } = await climb(
      [answered("Say the right thing.")],
      {},
      {
        letters: ["short"],
        answers: { main: ["yes", "no"] },
      },
    );
    expect(steps(attempts)).toEqual(["short: no-answers"]);
    expect(proposal).toMatchObject({ texts: { main: "Say the right thing." } });
    expect(proposal.dropped).toBeUndefined();
  });

  it("puts the lines a model writes about the allowed answers into the text, in the place of the lines it had", async () => {
    const answers = { letters: ["answers", "short"] as const, answers: { main: ["yes", "yes_no", "no"] } };
    const reply = "Here they are:\n- `yes_no`: When both are.\n2. NO - When it is wrong.";
    const first = await climb([answered(reply)], { texts: { main: "Say it.\nyes: Always." } }, answers);
    expect(steps(first.attempts)).toEqual(["answers: used"]);
    expect(first.asked[0]!.prompt).not.toContain("Say it.");
    expect(first.proposal.texts).toEqual({
      main: "Say it.\n\nAnswer with exactly one of these, without its explanation:\nyes: Always.\nyes_no: When both are.\nno: When it is wrong.",
    });
    const again = await climb(
      [answered("yes: If so.\nno: If not.")],
      { texts: first.proposal.texts },
      { ...answers, letters: ["answers"] },
    );
    expect(again.proposal.texts).toEqual({
      main: "Say it.\n\nAnswer with exactly one of these, without its explanation:\nyes: If so.\nyes_no: When both are.\nno: If not.",
    });
    const bare = await climb([answered("yes: a\nno: b")], { texts: { main: "Say it." } }, answers);
    expect(bare.proposal.texts!["main"]).toMatch(/\nyes: a\nyes_no\nno: b$/);
    const missed = await climb([answered("no: If not.")], {}, answers);
    expect(steps(missed.attempts)[0]).toBe("answers: no-answers");
  });

  it("asks for lines about answers only where there are several", async () => {
    for (const main of [[], ["yes"]]) {
      const { attempts } = await climb(
        [answered("Say yes.")],
        {},
        { letters: ["answers", "short"], answers: { main } },
      );
      expect(steps(attempts)).toEqual(["short: used"]);
    }
  });

  it("begins with the lines about answers where a long text does not name them", async () => {
    const main = `Rules:\n${"- Be brief and say why.\n".repeat(6)}- Be kind.`;
    const letters = { letters: ["answers", "edits"] as const };
    const names = { ...letters, answers: { main: ["yes", "no"] } };
    expect(steps((await climb([answered("yes: a\nno: b")], { texts: { main } }, names)).attempts)).toEqual([
      "answers: used",
    ]);
    const told = { main: `${main}\nyes or no` };
    expect(steps((await climb([answered("Be quick.")], { texts: told }, names)).attempts)).toEqual([
      "edits: used",
    ]);
  });

  it("takes edits, and a whole text where the model wrote one", async () => {
    const edits = { letters: ["edits"] as const };
    const added = await climb([answered("Here are the lines:\n- 1\n- Say why.")], {}, edits);
    expect(added.proposal.texts).toEqual({ main: "9\nSay why." });
    const replaced = await climb([answered("REPLACE: 9\nWITH: 1,2")], {}, edits);
    expect(replaced.proposal.texts).toEqual({ main: "1,2" });
    const missing = await climb([answered("REPLACE: 8\nWITH: 1,2")], {}, edits);
    expect(steps(missing.attempts)).toEqual(["edits: no-match"]);
  });

  it("begins with edits where the text of a small model's letter holds rules already", async () => {
    const main = `Rules:\n${"- Be brief and say why.\n".repeat(6)}- Be kind.`;
    const { attempts, proposal } = await climb([answered("Answer with one word.")], { texts: { main } });
    expect(steps(attempts)).toEqual(["edits: used"]);
    expect(proposal.texts).toEqual({ main: `${main}\n- Answer with one word.` });
  });

  it("shows a small model only the rows that went wrong", async () => {
    const { asked } = await climb([answered("9")], {
      texts: { main: "1" },
      minibatch: { size: 4, failureAware: false },
    });
    expect(asked[0]!.records).toHaveLength(4);
    expect(asked[0]!.prompt.match(/^Input: /gm)).toHaveLength(3);
  });

  it("begins with the letter that alone was answered in the last two reflections", async () => {
    const byLetter = ({ prompt, callIndex }: ReflectionRequest): ReflectionAnswer =>
      prompt.includes("# Form of your answer") ? answered("9") : answered(`1${callIndex}`);
    const base = studioFor(task, { iterations: 4, texts: { main: "9" } });
    const letters = ["full", "full", "short"] as const;
    const spec = { ...base, reflector: { ...base.reflector, letters, extraction: "tolerant" as const } };
    const world = createWorld(task, { reflect: byLetter });
    const reflected = eventsOf(await journalOf(spec, world.ports), "reflected");
    const letterLists = reflected.map(({ reflections }) =>
      reflections[0]!.attempts.map(({ letter }) => letter).join(),
    );
    expect(letterLists.slice(0, 2)).toEqual(["full,full,short", "full,full,short"]);
    expect(letterLists.slice(2)).toEqual(["short", "short"]);
  });

  it("asks in general words where the feedback only repeats what the inputs demand", () => {
    const base = studioFor(task);
    const letter = (inputs: string, feedback: string) =>
      shortLetter(
        base,
        {
          component: "main",
          currentText: "Answer.",
          rejected: [],
          rows: [1, 2, 3].map((example) => ({
            example,
            score: 0,
            record: { Inputs: inputs, Feedback: feedback },
          })),
        },
        null,
      );
    const general = "Do not mention anything from these examples.";
    expect(letter("Write. Use no commas.", "Not met: Use no commas. It has 1.")).toContain(general);
    expect(letter("Where is my card?", 'Expected card, got "where is my card". Wrong.')).not.toContain(
      general,
    );
  });

  it("shows a small model wrong answers shortened, and says once what all feedback says", () => {
    const rows = ["a", "b"].map((one, example) => ({
      example,
      score: 0,
      record: {
        Inputs: { text: one },
        "Generated Outputs": "so ".repeat(100),
        Feedback: `Expected ${one}. None of the labels fits.`,
      },
    }));
    const shown = shortRecords(rows);
    expect(shown).toContain("Input: a\nIt answered: so so");
    expect(shown.length).toBeLessThan(400);
    expect(shown.match(/None of the labels fits\./g)).toHaveLength(1);
  });

  it("is not there in the reference preset, where a reply is asked for as before", async () => {
    const { attempts } = await climb([answered("9")], {}, { letters: [] });
    expect(attempts).toMatchObject([{ outcome: "used" }]);
    expect(attempts[0]).not.toHaveProperty("letter");
  });
});
