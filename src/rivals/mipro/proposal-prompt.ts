import type { DemoSet } from "./demo-sets.ts";
import { demosText } from "./demo-sets.ts";

/** MIPROv2's six tips; each proposal draws one. */
export const tips: readonly { readonly name: string; readonly says: string }[] = [
  { name: "none", says: "" },
  { name: "creative", says: "Be free to try an unusual way of putting it." },
  { name: "simple", says: "Keep the instruction short and plain." },
  { name: "descriptive", says: "Be thorough: describe the task in detail." },
  {
    name: "high stakes",
    says: "Describe a situation in which a wrong answer would have serious consequences.",
  },
  { name: "persona", says: "Give the Student a role that fits the task." },
];

/** What a proposer is told: the program, the data, the current instruction, demonstrations and a tip. Never why a row failed. */
export function proposalPrompt(about: {
  readonly component: string;
  readonly currentText: string;
  readonly dataSummary: string;
  readonly demos: DemoSet;
  readonly tip: string;
}): string {
  const demos = demosText(about.demos);
  return [
    "You write instructions for a language model. Below are notes on a data set, on a small program, and the instruction it uses now. Propose a better instruction for the same job.",
    `# The data\n${about.dataSummary}`,
    `# The program\nOne call of the model. The component "${about.component}" is its system prompt; the row's input is the user's turn; the answer is compared with the expected answer.`,
    `# The instruction now\n\`\`\`\n${about.currentText}\n\`\`\``,
    ...(demos === "" ? [] : [`# Rows with their answers\n${demos}`]),
    ...(about.tip === "" ? [] : [`# A tip\n${about.tip}`]),
    "Write the complete new instruction, and nothing else, between ``` fences.",
  ].join("\n\n");
}
