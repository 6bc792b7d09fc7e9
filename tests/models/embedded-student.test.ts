import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, expect, test } from "vitest";

import { generateRouting } from "../../src/tasks/routing/generate-routing.ts";
import { drawPolicy, policyAsPrompt } from "../../src/tasks/routing/policy.ts";
import { routingSeedPrompt } from "../../src/tasks/routing/routing-task.ts";
import { type BrowserStudent, openBrowserStudent } from "../../tools/embedded-model/browser-student.ts";

const weights = fileURLToPath(new URL("../../public/models/embedded-student.gguf", import.meta.url));
const policySeeds = [501, 502, 503, 504];
const rowsPerPolicy = 20;

let student: BrowserStudent;
beforeAll(async () => {
  student = await openBrowserStudent(weights);
}, 120_000);
afterAll(() => student.close());

/** Share of sealed rows answered rightly under a prompt made for each policy. */
async function shareRight(promptOf: (policySeed: number) => string): Promise<number> {
  let right = 0;
  for (const policySeed of policySeeds) {
    const rows = generateRouting(policySeed, { feedback: 0, pareto: 0, test: rowsPerPolicy }).test;
    const replies = await student.ask(
      promptOf(policySeed),
      rows.map((row) => row.inputs["message"]!),
    );
    right += replies.filter((reply, i) => reply.text.trim() === rows[i]!.expected["label"]).length;
  }
  return right / (policySeeds.length * rowsPerPolicy);
}

test("the embedded model does what its prompt says: the whole policy at least 85 % right, a vague prompt at most 40 %", async () => {
  expect(await shareRight((seed) => policyAsPrompt(drawPolicy(seed)))).toBeGreaterThanOrEqual(0.85);
  expect(await shareRight(() => routingSeedPrompt)).toBeLessThanOrEqual(0.4);
}, 120_000);

test("with half of the rules it is right about half of the time, and wrong labels mislead it", async () => {
  const half = await shareRight((seed) => {
    const policy = drawPolicy(seed);
    return policyAsPrompt({ ...policy, rules: policy.rules.slice(0, Math.ceil(policy.rules.length / 2)) });
  });
  expect(half).toBeGreaterThan(0.4);
  expect(half).toBeLessThan(0.9);
  const misled = await shareRight((seed) => {
    const policy = drawPolicy(seed);
    const labels = policy.rules.map((rule) => rule.label);
    const rules = policy.rules.map(({ word }, i) => ({ word, label: labels[(i + 1) % labels.length]! }));
    return policyAsPrompt({ ...policy, rules });
  });
  expect(misled).toBeLessThan(0.5);
}, 120_000);
