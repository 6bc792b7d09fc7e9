import type { ProgramModule } from "../ports.ts";
import { type DemoSet, demoText } from "./demos.ts";

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
  readonly modules: readonly ProgramModule[];
  readonly dataSummary: string;
  readonly demos: DemoSet;
  readonly tip: string;
}): string {
  const demos = about.demos.map(demoText).join("\n\n");
  return [
    "You write instructions for a language model. Below are notes on a data set, on a small program, and the instruction it uses now. Propose a better instruction for the same job.",
    `# The data\n${about.dataSummary}`,
    `# The program\n${programWords(about.modules, about.component)}`,
    `# The instruction now\n\`\`\`\n${about.currentText}\n\`\`\``,
    `# What it was given and answered\n${demos === "" ? "No examples are given." : demos}`,
    ...(about.tip === "" ? [] : [`# A tip\n${about.tip}`]),
    "Write the complete new instruction, and nothing else, between ``` fences.",
  ].join("\n\n");
}

/** The program as far as it can be read off its plan, and which part of it the instruction is for. */
function programWords(modules: readonly ProgramModule[], component: string): string {
  const [only, ...others] = modules;
  if (only === undefined) return `The text "${component}" itself is judged.`;
  if (others.length === 0)
    return `One call of the model. The component "${component}" is its system prompt; the user's turn holds ${listed(only.reads)}; the answer is compared with the expected answer.`;
  const calls = modules.map(
    ({ name, component: own, reads, isLast }, i) =>
      `${i + 1}. ${name}: reads ${listed(reads)}${isLast ? "; its answer is the program's" : ""}. Its system prompt is the component "${own}".`,
  );
  return [
    "Calls of the model, one after another:",
    ...calls,
    `Write the instruction for "${component}".`,
  ].join("\n");
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "the row's input" : names.join(", ");
}
