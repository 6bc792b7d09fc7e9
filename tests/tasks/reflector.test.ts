import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { ReflectionRequest } from "../../src/engine/ports.ts";
import type { CompletionOutcome, CompletionRequest } from "../../src/models/language-model.ts";
import { reflectRecordByRecord, recordByRecordPrompt } from "../../src/runs/reflect-record-by-record.ts";
import { applyReplies } from "../../src/tasks/reflector/apply-replies.ts";
import { readReply } from "../../src/tasks/reflector/read-reply.ts";
import { recordLines } from "../../src/tasks/reflector/record-lines.ts";
import { reflectorAnswer } from "../../src/tasks/reflector/reflector.ts";

const seed = "Label the message.";
const parcel = "If the message mentions parcel, answer SHIPPING.";

const record = {
  Inputs: { message: "My parcel\nis gone." },
  "Generated Outputs": " General ",
  Feedback: 'Expected SHIPPING, got General. Decided by the word "parcel".',
};

function request(records: readonly (typeof record)[]): ReflectionRequest {
  return {
    callIndex: 3,
    attempt: 1,
    iteration: 1,
    task: 0,
    parent: 0,
    component: "instruction",
    currentText: seed,
    records: records.map((each, example) => ({ example, score: 0, record: each })),
    prompt: "(the letter a large model would get)",
    purpose: "reflect",
    sampling: { temperature: 0, seed: 1 },
  };
}

describe("the small neural reflector's program", () => {
  test("shows a record in three lines without quotation marks", () => {
    expect(recordLines(record)).toBe(
      "Message: My parcel is gone.\nAnswer: General\nExpected SHIPPING, got General. Decided by the word parcel.",
    );
  });

  test("puts a new line under the first line and the default at the end", () => {
    const text = applyReplies(seed, [`New: ${parcel}`, "Last: Otherwise answer OTHER."]);
    expect(text).toBe(`${seed}\n${parcel}\nOtherwise answer OTHER.`);
    expect(applyReplies(text, ["New: If the message mentions login, answer TECH."])).toBe(
      `${seed}\nIf the message mentions login, answer TECH.\n${parcel}\nOtherwise answer OTHER.`,
    );
  });

  test("takes out the sentences with a forgotten word and no others", () => {
    const text = `${seed}\nIf the message mentions parcels, answer SHOP.\n${parcel}\nOtherwise answer OTHER.`;
    expect(applyReplies(text, ["Forget parcel. New: If the message contains parcel, answer SHOP."])).toBe(
      `${seed}\nIf the message contains parcel, answer SHOP.\nIf the message mentions parcels, answer SHOP.\nOtherwise answer OTHER.`,
    );
    expect(applyReplies(text, ["Forget otherwise. Last: Otherwise answer SHOP."])).toBe(
      `${seed}\nIf the message mentions parcels, answer SHOP.\n${parcel}\nOtherwise answer SHOP.`,
    );
  });

  test("keeps bullets, and gives a paragraph a line of its own", () => {
    expect(applyReplies(`${seed}\n- ${parcel}`, ["New: If the message mentions login, answer TECH."])).toBe(
      `${seed}\n- If the message mentions login, answer TECH.\n- ${parcel}`,
    );
    expect(applyReplies(`${seed} ${parcel}`, ["New: If the message mentions login, answer TECH."])).toBe(
      `${seed}\nIf the message mentions login, answer TECH.\n${parcel}`,
    );
  });

  test("does not write a line twice", () => {
    expect(applyReplies(seed, [`New: ${parcel}`, `New: ${parcel}`, "Keep."])).toBe(`${seed}\n${parcel}`);
    const text = `${seed}\n${parcel}`;
    expect(applyReplies(text, [`Forget parcel. New: ${parcel}`])).toBe(text);
  });

  test("changes nothing for a reply that is none of the three forms", () => {
    const forms = /^(?:Forget \S+\. )?(?:New|Last): ./;
    fc.assert(
      fc.property(
        fc.string().filter((reply) => !forms.test(reply.trim())),
        (reply) => {
          expect(applyReplies(`${seed}\n${parcel}`, [reply])).toBe(`${seed}\n${parcel}`);
        },
      ),
    );
    expect(readReply("New: one\nand two").kind).toBe("unreadable");
    expect(readReply("New: ```").kind).toBe("unreadable");
    expect(readReply("Forget (.*). New: x").kind).toBe("unreadable");
  });

  test("answers as any model would: remarks, then the whole instruction in one fence", () => {
    const text = reflectorAnswer(seed, ["Keep.", `New: ${parcel}`, "``` oh"]);
    expect(text.split("```")).toHaveLength(3);
    expect(/```\n([\s\S]*)\n```/.exec(text)?.[1]).toBe(`${seed}\n${parcel}`);
    expect(text).toContain(`record 2: New: ${parcel}`);
  });
});

describe("asking the small neural reflector", () => {
  test("asks once for each record, and shows it the instruction and that record alone", async () => {
    const asked: CompletionRequest[] = [];
    const login = { ...record, Feedback: "Right: TECH." };
    const outcome = await reflectRecordByRecord(request([record, login]), async (question) => {
      asked.push(question);
      return reply(asked.length === 1 ? `New: ${parcel}` : "Keep.");
    });
    expect(asked.map(({ messages }) => messages)).toEqual(
      [record, login].map((each) => [
        { role: "system", content: seed },
        { role: "user", content: recordLines(each) },
      ]),
    );
    expect(asked.every(({ temperature }) => temperature === 0)).toBe(true);
    if (outcome.kind === "failed") throw new Error(outcome.message);
    expect(outcome.text).toContain(`\`\`\`\n${seed}\n${parcel}\n\`\`\``);
    expect(outcome).toMatchObject({ usage: { promptTokens: 20, completionTokens: 4 }, latencyMs: 14 });
    const stored = recordByRecordPrompt(request([record, login]));
    for (const { messages } of asked) for (const { content } of messages) expect(stored).toContain(content);
  });

  test("passes a failure on and asks no further", async () => {
    let asked = 0;
    const outcome = await reflectRecordByRecord(request([record, record]), async () => {
      asked += 1;
      return { kind: "failed", error: "engine-dead", message: "The engine stopped." };
    });
    expect(outcome).toMatchObject({ kind: "failed", error: "engine-dead" });
    expect(asked).toBe(1);
  });
});

function reply(text: string): CompletionOutcome {
  return {
    kind: "completed",
    text,
    finishReason: "stop",
    usage: { promptTokens: 10, completionTokens: 2 },
    latencyMs: 7,
  };
}
