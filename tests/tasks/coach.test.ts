import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { ReflectiveRecord } from "../../src/engine/vocabulary.ts";
import { applyEdit } from "../../src/tasks/coach/apply-edit.ts";
import { coachReflect } from "../../src/tasks/coach/coach.ts";
import { enumerateEdits } from "../../src/tasks/coach/enumerate-edits.ts";
import { parseInstruction, printInstruction } from "../../src/tasks/coach/instruction.ts";
import { vocabulary } from "../../src/tasks/coach/vocabulary.ts";
import world from "../../src/tasks/routing/world.json" with { type: "json" };
import { routingWorld } from "../../src/tasks/routing/world.ts";

function record(message: string, output: string, feedback: string): { record: ReflectiveRecord } {
  return { record: { Inputs: { message }, "Generated Outputs": output, Feedback: feedback } };
}

function rewrite(
  currentText: string,
  records: { record: ReflectiveRecord; score?: number }[],
  attempt = 1,
): string {
  const { text } = coachReflect({ component: "instruction", currentText, records, attempt, seed: 1 });
  return /```\n([\s\S]*)\n```/.exec(text)?.[1] ?? "(no fence)";
}

const seed = "Label the message.";

describe("the coach", () => {
  test("adds a rule for the word the feedback names", () => {
    const records = [
      record(
        "Where is my refund?",
        "General",
        'Expected BILLING, got General. Decided by the word "refund".',
      ),
    ];
    expect(rewrite(seed, records)).toBe(
      "Label the message.\nIf the message mentions refund, answer BILLING.",
    );
  });

  test("adds the default when the feedback says that no word decided", () => {
    const records = [
      record(
        "Hello there.",
        "BILLING",
        "Expected OTHER, got BILLING. Decided by no word: the house has no rule for it.",
      ),
    ];
    const text = `${seed}\nIf the message mentions refund, answer BILLING.`;
    expect(rewrite(text, records)).toBe(`${text}\nOtherwise answer OTHER.`);
  });

  test("puts new rules before the default", () => {
    const text = `${seed}\nIf the message mentions refund, answer BILLING.\nOtherwise answer OTHER.`;
    const records = [
      record("My login fails.", "OTHER", 'Expected TECH, got OTHER. Decided by the word "login".'),
    ];
    expect(rewrite(text, records).split("\n").at(-1)).toBe("Otherwise answer OTHER.");
    expect(rewrite(text, records)).toContain("\nIf the message mentions login, answer TECH.\n");
  });

  test("corrects a rule that sends a word to the wrong label", () => {
    const text = `${seed}\nIf the message mentions refund, answer LEGAL.`;
    const records = [
      record("refund please", "LEGAL", 'Expected BILLING, got LEGAL. Decided by the word "refund".'),
    ];
    expect(rewrite(text, records)).toBe(`${seed}\nIf the message mentions refund, answer BILLING.`);
  });

  test("guesses a word of the message when the feedback names only the label", () => {
    const records = [
      record("I have a question about the refund.", "X", "Expected BILLING, got X."),
      record("The refund is late.", "X", "Expected BILLING, got X."),
    ];
    expect(rewrite(seed, records)).toContain("If the message mentions refund, answer BILLING.");
  });

  test("leaves the instruction alone, and says so, when everything was right", () => {
    const answer = coachReflect({
      component: "instruction",
      currentText: seed,
      records: [record("refund", "BILLING", 'Right: BILLING. Decided by the word "refund".')],
      attempt: 1,
      seed: 1,
    });
    expect(answer.edits).toEqual([]);
    expect(answer.text).toContain("I leave the instruction as it is");
    expect(answer.text).toContain("I am a program");
  });

  test("changes the form, not the rules, when a right rule was not obeyed", () => {
    const text = `${seed} Our office is open from nine to five.\nIf the message mentions refund, answer BILLING.`;
    const records = [
      record("refund please", "General", 'Expected BILLING, got General. Decided by the word "refund".'),
    ];
    const rewritten = rewrite(text, records);
    expect(rewritten).not.toBe(text);
    expect(rewritten).toMatch(/refund"?, (?:answer|the label is) BILLING/);
  });

  test("does not propose again what the prompt says was not kept", () => {
    const currentText = `${seed}\nIf the message mentions refund, answer BILLING.`;
    const records = [
      record("refund please", "General", 'Expected BILLING, got General. Decided by the word "refund".'),
    ];
    const tried: string[] = [];
    for (let round = 0; round < 12; round += 1) {
      const prompt = `# Earlier attempts that were not kept\n\n${tried.join("\n\n")}`;
      const request = { component: "instruction", currentText, records, attempt: 1, seed: round, prompt };
      const text = /```\n([\s\S]*)\n```/.exec(coachReflect(request).text)?.[1] as string;
      expect(tried).not.toContain(text);
      if (text !== currentText) tried.push(text);
    }
    expect(tried.length).toBeGreaterThan(2);
  });

  test("answers the same to the same request", () => {
    const request = {
      component: "instruction",
      currentText: seed,
      records: [record("I have a question about the refund and the parcel", "X", "Expected BILLING, got X.")],
      attempt: 1,
      seed: 4,
    };
    expect(coachReflect(request)).toEqual(coachReflect(request));
  });

  test("asks for valid JSON when feedback of another metric complains about JSON", () => {
    const records = [record("x", "no", "The answer is not valid JSON: Unexpected token.")];
    expect(rewrite("Extract the contact.", records)).toContain("Answer with valid JSON and nothing else.");
  });

  test("survives any records, and always answers with a fence", () => {
    const field = fc.oneof(
      fc.string(),
      fc.dictionary(fc.string(), fc.string()),
      fc.constant(null),
      fc.integer(),
    );
    const anyRecord = fc.record({ Inputs: field, "Generated Outputs": field, Feedback: field });
    fc.assert(
      fc.property(fc.string(), fc.array(anyRecord), (text, records) => {
        const rows = records.map((one) => ({ record: one as ReflectiveRecord, score: 0 }));
        expect(rewrite(text, rows)).not.toBe("(no fence)");
      }),
    );
  });
});

describe("the coach's reading", () => {
  test("prints back every text it reads, letter by letter", () => {
    const sentence = fc.constantFrom(
      ...world.intros.train,
      ...world.distractors,
      "- If the message mentions a, answer B.",
      "\n",
      "  ",
      "1. x",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(sentence).map((parts) => parts.join("\n")),
          fc.array(sentence).map((parts) => parts.join(" ")),
        ),
        (text) => {
          expect(printInstruction(parseInstruction(text))).toBe(text);
        },
      ),
    );
  });

  test("understands every trained rule wording and every default", () => {
    const filled = (template: string) =>
      template.replace("{w}", "refund").replace("{W}", "Refund").replace("{L}", "BILLING");
    const rules = world.rules.train.map(filled);
    const understood = rules.filter((rule) => {
      const meaning = parseInstruction(rule).parts[0]?.meaning;
      return meaning?.kind === "rule" && meaning.label === "BILLING" && meaning.words.includes("refund");
    });
    expect(rules.filter((rule) => !understood.includes(rule))).toEqual([]);
    for (const template of world.defaults.train) {
      expect(parseInstruction(filled(template)).parts[0]?.meaning).toEqual({
        kind: "default",
        label: "BILLING",
      });
    }
  });
});

describe("the vocabulary", () => {
  const material = { words: ["refund", "login", "parcel"], labels: ["BILLING", "TECH", "OTHER"] };
  const text = `${seed} Be polite.\nIf the message mentions refund, answer BILLING.\nIf the message mentions refund, answer TECH.\nIf the message mentions gift or card, answer TECH.\nOtherwise answer OTHER.`;

  test("can be enumerated over any text, and every edit of it can be applied and read again", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant(text), fc.constant(seed)), (start) => {
        for (const edit of enumerateEdits(start, material)) {
          const edited = applyEdit(start, edit);
          expect(printInstruction(parseInstruction(edited))).toBe(edited);
        }
      }),
    );
  });

  test("offers every kind of edit for a text that gives occasion to it", () => {
    const withList = applyEdit(text, { kind: "list-labels", labels: material.labels });
    const bare = enumerateEdits(seed, material).map((edit) => edit.kind);
    const kinds = new Set([...enumerateEdits(withList, material).map((edit) => edit.kind), ...bare]);
    expect(kinds).toEqual(new Set(Object.keys(vocabulary)));
  });

  test("does what each edit says", () => {
    const apply = (edit: Parameters<typeof applyEdit>[1], start = text) => applyEdit(start, edit);
    expect(apply({ kind: "drop-sentence", sentence: "Be polite." })).not.toContain("polite");
    expect(apply({ kind: "settle-contradiction", word: "refund", label: "BILLING" })).not.toContain(
      "refund, answer TECH",
    );
    expect(apply({ kind: "remove-rule", word: "gift" })).toContain("mentions card, answer TECH");
    expect(apply({ kind: "relabel-rule", word: "gift", label: "SALES" })).toContain(
      "mentions gift, answer SALES",
    );
    expect(apply({ kind: "relabel-default", label: "TECH" })).toContain("Otherwise answer TECH.");
    expect(apply({ kind: "layout", layout: "bullets" })).toContain(
      "\n- If the message mentions gift or card",
    );
    expect(apply({ kind: "layout", layout: "paragraph" }).split("\n")).toHaveLength(1);
    expect(apply({ kind: "list-labels", labels: ["A", "B"] }, seed)).toBe(
      `${seed} Answer with exactly one of these labels: A, B.`,
    );
    expect(apply({ kind: "rule-first", word: "gift" }).indexOf("gift")).toBeLessThan(
      apply({ kind: "rule-first", word: "gift" }).indexOf("refund"),
    );
    expect(apply({ kind: "default-last" }, "Otherwise answer A.\nIf the message mentions b, answer C.")).toBe(
      "If the message mentions b, answer C.\nOtherwise answer A.",
    );
    expect(routingWorld.words.train).toContain("refund");
  });
});
