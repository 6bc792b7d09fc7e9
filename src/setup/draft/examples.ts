import type { GeneratorName } from "../../tasks/task-spec.ts";

/** Tasks that can be opened without bringing anything. All run on what came with the page. */
export interface ExampleTask {
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
    size: "340 messages, embedded model, 700 calls",
    policySeed: 2,
  },
  {
    id: "another-house",
    title: "The same desk, another house",
    about: "Other words decide and other teams answer: what was learned above is worth nothing here.",
    size: "340 messages, embedded model, 700 calls",
    policySeed: 7,
  },
  {
    id: "nothing-to-learn",
    title: "Nothing to learn here",
    about:
      "The first prompt already says every rule. See what the studio says when there is no better prompt to find.",
    size: "340 messages, embedded model, ends early",
    policySeed: 4,
    seedPrompt: "policy",
  },
];

/** Lines for Home that open a task of the gallery; a test holds them against the gallery itself. */
export interface GalleryLine {
  readonly generator: GeneratorName;
  readonly title: string;
  readonly about: string;
  readonly needs: string;
}

export const galleryLines: readonly GalleryLine[] = [
  {
    generator: "contacts",
    title: "Contacts to JSON",
    about: "Which fields, in which form: the metric says field by field what is wrong.",
    needs: "130 rows, needs a model of 1 billion parameters or more",
  },
  {
    generator: "dates",
    title: "Dates and measures",
    about: "One form for everything, with house rules nobody wrote down.",
    needs: "130 rows, needs a model of 1 billion parameters or more",
  },
  {
    generator: "sentiment",
    title: "Sentiment with house rules",
    about: "Two topics are labelled the house's way; common sense is not enough.",
    needs: "130 rows, needs a model of 1 billion parameters or more",
  },
  {
    generator: "constraints",
    title: "Writing under constraints",
    about: "Draft, then rewrite; two prompts are improved, and code checks every demand.",
    needs: "130 rows, needs a model of 1 billion parameters or more",
  },
  {
    generator: "two-hop",
    title: "Two-hop questions",
    about: "Search, note, search again, answer: four prompts, each with its own text to improve.",
    needs: "130 rows, needs a model of 1 billion parameters or more",
  },
  {
    generator: "private",
    title: "Private rewrite",
    about: "A local model takes the personal data out before a stronger one answers; leaks are counted.",
    needs: "130 rows, needs a local model and a stronger remote one",
  },
  {
    generator: "packing",
    title: "Online bin packing",
    about: "Any text, not just prompts: a heuristic in JavaScript, scored in the sandbox.",
    needs: "64 rows, needs a strong model for Reflection",
  },
  {
    generator: "circles",
    title: "Circle packing",
    about: "Any text: one function, judged on seven numbers of circles at once.",
    needs: "14 rows, needs a strong model for Reflection",
  },
  {
    generator: "pattern",
    title: "A regular expression",
    about: "Any text: a pattern against rows that say what it found and should not have.",
    needs: "130 rows, needs a strong model for Reflection",
  },
  {
    generator: "svg",
    title: "SVG towards a target",
    about: "Any text: a picture in shapes, painted in the sandbox and corrected tile by tile.",
    needs: "32 rows, needs a strong model for Reflection",
  },
];

export function exampleById(id: string | undefined): ExampleTask | undefined {
  return examples.find((example) => example.id === id);
}
