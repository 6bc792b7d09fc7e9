import { describe, expect, it } from "vitest";

import { extractText } from "../../src/engine/index.ts";
import type { ReflectionAnswer } from "../../src/engine/index.ts";

const answered = (text: string, finishReason: "stop" | "length" = "stop"): ReflectionAnswer => ({
  kind: "answered",
  text,
  finishReason,
});

describe("a reply", () => {
  const strict = (text: string, finishReason: "stop" | "length" = "stop") =>
    extractText(answered(text, finishReason), "strict");

  it.each([
    ["a plain block", "```\nnew\n```", "new"],
    ["a block with a language tag and prose around it", "Here:\n```markdown\nnew\n```\nDone.", "new"],
    ["a block after thinking", "<think>old ``` fences ```</think>\n```\nnew\n```", "new"],
    ["a block after thinking whose opening tag was eaten", "hm, ``` so</think>\n```\nnew\n```", "new"],
    [
      "a nested format",
      "```\nUse this:\n```json\n{}\n```\nAlways.\n```",
      "Use this:\n```json\n{}\n```\nAlways.",
    ],
    ["a longer fence around a shorter one", "````\na\n```\nb\n```\n````", "a\n```\nb\n```"],
    ["a block on one line", "Answer: ```new```", "new"],
    ["Windows line ends", "```\r\none\r\ntwo\r\n```", "one\ntwo"],
    [
      "one big block beside a small quote",
      `Old:\n\`\`\`\nx\n\`\`\`\nNew:\n\`\`\`\n${"y".repeat(50)}\n\`\`\``,
      "y".repeat(50),
    ],
  ])("gives its text: %s", (_name, reply, text) => {
    expect(strict(reply)).toEqual({ ok: true, text });
  });

  it.each([
    ["no fence at all", "Just be better.", "no-fence"],
    ["a fence that is never closed", "```\nnew", "no-fence"],
    ["a nested fence that swallows the closing one", "```\nnew\n```json\n{}\n```", "no-fence"],
    ["two blocks of like size", "```\nfirst one\n```\nor\n```\nother one\n```", "several-blocks"],
    ["nothing but thinking", "<think>I wonder ```\nx\n```</think>", "thinking-only"],
    ["thinking that never ends", "<think>I wonder ```\nx\n```", "thinking-only"],
    ["nothing", "  ", "empty"],
    ["an empty block", "```\n\n```", "empty"],
  ])("is refused: %s", (_name, reply, outcome) => {
    expect(strict(reply)).toMatchObject({ ok: false, outcome });
  });

  it("is refused when the model was cut off, even if a block is complete", () => {
    expect(strict("```\nnew\n```", "length")).toEqual({ ok: false, outcome: "truncated" });
  });

  it.each([
    ["no wrapping", "Be brief.\nSay why.", "Be brief.\nSay why."],
    ["a tag", "<instruction>\nBe brief.\n</instruction>", "Be brief."],
    ["a tag that is never closed", "Sure!\n<instruction>Be brief.", "Be brief."],
    [
      "a fence that is never closed",
      "Here is the new instruction:\n```\nBe brief.\nSay why.",
      "Be brief.\nSay why.",
    ],
    ["a sentence before it", "Sure, here is the new instruction:\n\nBe brief.", "Be brief."],
    ["a heading", "## New instruction\n\nBe brief.", "Be brief."],
    ["a label in bold", "**New instruction:** Be brief.", "Be brief."],
    ["a trailer", "Be brief.\n\nThis instruction tells the model to be brief.", "Be brief."],
    ["quotation marks", '"Be brief."', "Be brief."],
    ["JSON", '{"new_instruction": "Be \\"brief\\"."}', 'Be "brief".'],
    ["JSON in a fence", '```json\n{"prompt": "Be brief."}\n```', "Be brief."],
    ["the letter's own markers", "<<<<<<<< INSTRUCTION\nBe brief.\nINSTRUCTION >>>>>>>>", "Be brief."],
    ["thinking before it", "<think>hm</think>Be brief.", "Be brief."],
    [
      "a format shown inside a longer text",
      "Extract the names of all people from the message and answer with one JSON object:\n```json\n{}\n```",
      "Extract the names of all people from the message and answer with one JSON object:\n```json\n{}\n```",
    ],
    [
      "rules drawn above and below it",
      "Certainly! Here is a much better instruction:\n\n---\n\n**Task:** Be brief.\n\n**Answer:**\n---\n\nThis instruction says it all.",
      "**Task:** Be brief.",
    ],
    ["politeness on the same line", "Sure! Be brief.", "Be brief."],
    ["quotation marks inside", '"yes" or "no"', '"yes" or "no"'],
    [
      "a first line with a colon",
      "Answer with one of these:\n- yes\n- no",
      "Answer with one of these:\n- yes\n- no",
    ],
  ])("of a small model gives its text whatever stands around it: %s", (_name, reply, text) => {
    expect(extractText(answered(reply), "tolerant")).toEqual({ ok: true, text });
  });

  it("of a small model that was cut off going in circles gives what stands before the circle", () => {
    const rules = ["1. Be brief and clear.", "2. Say why."];
    const circle = Array.from({ length: 4 }, (_, i) => [
      `${2 * i + 3}. Be brief and clear.`,
      `${2 * i + 4}. Say why.`,
    ]);
    const reply = [...rules, ...circle.flat(), "11. Be br"].join("\n");
    expect(extractText(answered(reply, "length"), "tolerant")).toEqual({ ok: true, text: rules.join("\n") });
  });

  it.each([
    ["thinking that never ends", "<think>I wonder", "stop", "thinking-only"],
    ["a question back", "Certainly! Please provide the input.", "stop", "no-fence"],
    ["a refusal", "I'm sorry, but I can't assist with that.", "stop", "no-fence"],
    ["an announcement without a text", "Here is the new instruction:", "stop", "no-fence"],
    ["an end that was cut", "Be brief and", "length", "truncated"],
    ["nothing", " ", "stop", "empty"],
    ["two texts of like size", "```\nfirst one\n```\nor\n```\nother one\n```", "stop", "several-blocks"],
  ] as const)("of a small model is refused: %s", (_name, reply, finish, outcome) => {
    expect(extractText(answered(reply, finish), "tolerant")).toMatchObject({ ok: false, outcome });
  });

  it.each(["Just be better.", "<think>I wonder", "```\nnew"])(
    "the reference adopts %j whole or in part",
    (reply) => {
      expect(extractText(answered(reply, "length"), "lenient").ok).toBe(true);
    },
  );
});
