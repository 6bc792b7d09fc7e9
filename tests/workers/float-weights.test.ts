import { expect, test } from "vitest";

import { asFloats } from "../../src/models/wllama/float-file.ts";
import { loadOptions } from "../../src/models/wllama/load-options.ts";
import { openWllamaModel } from "../../src/models/wllama/wllama-model.ts";
import { generateRouting } from "../../src/tasks/routing/generate-routing.ts";
import { drawPolicy, policyAsPrompt } from "../../src/tasks/routing/policy.ts";

const never = new AbortController().signal;

/** Greedy answers to a policy's rows. */
async function answersOf(files: readonly Blob[]): Promise<readonly string[]> {
  const model = await openWllamaModel({ identity: "", label: "", files, options: loadOptions({}) });
  const rows = generateRouting(501, { feedback: 0, pareto: 0, test: 20 }).test;
  const prompt = policyAsPrompt(drawPolicy(501));
  const answers: string[] = [];
  for (const { inputs } of rows) {
    const outcome = await model.complete(
      {
        messages: [
          { role: "system", content: prompt },
          { role: "user", content: inputs["message"]! },
        ],
        maxTokens: 8,
        temperature: 0,
      },
      never,
    );
    answers.push(outcome.kind === "failed" ? outcome.message : outcome.text);
  }
  await model.dispose();
  return answers;
}

test("the engine reads a file whose weights are written out as floats, and answers from it as from the file", async () => {
  const file = await (await fetch("/models/embedded-student.gguf")).blob();
  const floats = await asFloats([file], 1e9);
  expect(floats.written).toBe(42);
  const asTheyAre = await answersOf([file]);
  expect(new Set(asTheyAre).size).toBeGreaterThan(3);
  expect(await answersOf(floats.files)).toEqual(asTheyAre);
});
