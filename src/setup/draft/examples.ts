import { demoHouses } from "../../tasks/routing/demo-houses.ts";

/** Tasks that can be opened without bringing anything. All run on what came with the page. */
interface ExampleTask {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly size: string;
  readonly policySeed: number;
  /** `policy` starts from the house's own rules written out: there is nothing left to learn. */
  readonly seedPrompt?: "policy";
}

export const examples: readonly ExampleTask[] = [
  {
    id: "support-routing",
    title: "Support routing",
    about: "A house with rules nobody wrote down. The first prompt is one vague sentence.",
    size: "340 messages, embedded model, 700 requests",
    policySeed: demoHouses[1],
  },
  {
    id: "another-house",
    title: "The same desk, another house",
    about: "Other words decide and other teams answer: what was learned above is worth nothing here.",
    size: "340 messages, embedded model, 700 requests",
    policySeed: demoHouses[2],
  },
  {
    id: "nothing-to-learn",
    title: "Nothing to learn here",
    about:
      "The first prompt already says every rule. See what the studio says when there is no better prompt to find.",
    size: "340 messages, embedded model, ends early",
    policySeed: demoHouses[3],
    seedPrompt: "policy",
  },
];

export function exampleById(id: string | undefined): ExampleTask | undefined {
  return examples.find((example) => example.id === id);
}
