import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, expect, test } from "vitest";

import { recordLines } from "../../src/tasks/reflector/record-lines.ts";
import { reflectorReplyTokens } from "../../src/tasks/reflector/reflector.ts";
import { generateRouting } from "../../src/tasks/routing/generate-routing.ts";
import { drawPolicy, policyAsPrompt } from "../../src/tasks/routing/policy.ts";
import { type BrowserStudent, openBrowserStudent } from "../../tools/embedded-model/browser-student.ts";

const weights = fileURLToPath(new URL("../../public/models/embedded-reflector.gguf", import.meta.url));
const policySeeds = [701, 702, 703, 704];

let reflector: BrowserStudent;
beforeAll(async () => {
  reflector = await openBrowserStudent(weights, reflectorReplyTokens);
}, 120_000);
afterAll(() => reflector.close());

interface Case {
  readonly instruction: string;
  readonly record: string;
  readonly wanted: string;
}

/** Records of wrong and right answers under a prompt with every other rule of a policy, and the edit each calls for. */
function casesOf(policySeed: number): readonly Case[] {
  const policy = drawPolicy(policySeed);
  const known = policy.rules.filter((_, index) => index % 2 === 0);
  const instruction = policyAsPrompt({ ...policy, rules: known }).replace(/\nOtherwise .*$/, "");
  return generateRouting(policySeed, { feedback: 20, pareto: 0, test: 0 }).feedback.map((row) => {
    const label = row.expected["label"] as string;
    const word = /"(.+)"/.exec(row.reason ?? "")?.[1];
    const isKnown = known.some((rule) => rule.word === word);
    const got = isKnown ? label : "General";
    const verdict = isKnown ? `Right: ${label}.` : `Expected ${label}, got ${got}.`;
    const record = recordLines({
      Inputs: row.inputs,
      "Generated Outputs": got,
      Feedback: `${verdict} ${row.reason}`,
    });
    const rule = `New: If the message mentions ${word}, answer ${label}.`;
    const wanted = isKnown ? "Keep." : word === undefined ? `Last: Otherwise answer ${label}.` : rule;
    return { instruction, record, wanted };
  });
}

test("the embedded reflector writes the very edit that at least 90 % of records call for", async () => {
  const right: boolean[] = [];
  for (const { instruction, record, wanted } of policySeeds.flatMap(casesOf)) {
    const [reply] = await reflector.ask(instruction, [record]);
    right.push(reply?.text.trim() === wanted);
  }
  expect(right).toHaveLength(80);
  expect(right.filter(Boolean).length / right.length).toBeGreaterThanOrEqual(0.9);
}, 240_000);

test("it reads: with another word and another label in the feedback it writes another rule", async () => {
  for (const [word, label] of [
    ["battery", "REPAIR"],
    ["invoice", "SOUTH"],
  ]) {
    const record = recordLines({
      Inputs: { message: `Hello, I have a question about the ${word}.` },
      "Generated Outputs": "General",
      Feedback: `Expected ${label}, got General. Decided by the word "${word}".`,
    });
    const [reply] = await reflector.ask("Label the message.", [record]);
    expect(reply?.text.trim()).toBe(`New: If the message mentions ${word}, answer ${label}.`);
  }
}, 60_000);
