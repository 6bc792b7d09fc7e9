import { fileURLToPath } from "node:url";

import { generateRouting, defaultRoutingSizes } from "../../src/tasks/routing/generate-routing.ts";
import { drawPolicy, policyAsPrompt } from "../../src/tasks/routing/policy.ts";
import { openBrowserStudent } from "../../tools/embedded-model/browser-student.ts";
import type { KeptRace } from "./kept-searches.ts";

const weights = fileURLToPath(new URL("../../public/models/embedded-student.gguf", import.meta.url));

/**
 * The Student's own ceiling per policy: its score on the judging rows with the whole policy as its prompt. Ceilings
 * that were measured before are used again.
 */
export async function measureCeilings(
  policySeeds: readonly number[],
  kept: KeptRace,
  say: (line: string) => void,
): Promise<ReadonlyMap<number, number>> {
  const missing = policySeeds.filter((seed) => kept.ceilingOf(seed) === undefined);
  if (missing.length > 0) {
    const student = await openBrowserStudent(weights);
    try {
      for (const policySeed of missing) {
        const rows = generateRouting(policySeed, defaultRoutingSizes).pareto;
        const replies = await student.ask(
          policyAsPrompt(drawPolicy(policySeed)),
          rows.map((row) => row.inputs["message"]!),
        );
        const right = replies.filter((reply, i) => reply.text.trim() === rows[i]!.expected["label"]).length;
        kept.keepCeiling(policySeed, right / rows.length);
        say(
          `policy ${policySeed}: with the whole policy as its prompt ${right} of ${rows.length} judging rows`,
        );
      }
    } finally {
      await student.close();
    }
  }
  return new Map(policySeeds.map((seed) => [seed, kept.ceilingOf(seed)!]));
}
