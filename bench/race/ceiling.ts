import { fileURLToPath } from "node:url";

import { generateRouting, defaultRoutingSizes } from "../../src/tasks/routing/generate-routing.ts";
import { drawPolicy, policyAsPrompt } from "../../src/tasks/routing/policy.ts";
import { openBrowserStudent } from "../../tools/embedded-model/browser-student.ts";

const weights = fileURLToPath(new URL("../../public/models/embedded-student.gguf", import.meta.url));

/** The Student's own ceiling per policy: its score on the judging rows with the whole policy as its prompt. */
export async function measureCeilings(policySeeds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const student = await openBrowserStudent(weights);
  try {
    const ceilings = new Map<number, number>();
    for (const policySeed of policySeeds) {
      const rows = generateRouting(policySeed, defaultRoutingSizes).pareto;
      const replies = await student.ask(
        policyAsPrompt(drawPolicy(policySeed)),
        rows.map((row) => row.inputs["message"]!),
      );
      const right = replies.filter((reply, i) => reply.text.trim() === rows[i]!.expected["label"]).length;
      ceilings.set(policySeed, right / rows.length);
    }
    return ceilings;
  } finally {
    await student.close();
  }
}
