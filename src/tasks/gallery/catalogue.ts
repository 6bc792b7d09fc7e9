import { packingTask } from "../anything/bin-packing.ts";
import { circlesTask } from "../anything/circle-packing.ts";
import { patternTask } from "../anything/pattern.ts";
import { svgTask } from "../anything/svg.ts";
import { defaultRoutingSizes } from "../routing/generate-routing.ts";
import { routingTask } from "../routing/routing-task.ts";
import type { GeneratorName, TaskSpec } from "../task-spec.ts";
import { contactsTask } from "./contacts.ts";
import { datesTask } from "./dates.ts";
import type { RowSizes } from "./disjoint-rows.ts";
import { privateTask } from "./private-rewrite.ts";
import { sentimentTask } from "./sentiment.ts";
import { twoHopTask } from "./two-hop.ts";
import { writingTask } from "./writing.ts";

export interface GalleryEntry {
  readonly generator: GeneratorName;
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly shows: string;
  /** The least that plays the Student with any success. */
  readonly needs:
    | "embedded model"
    | "a model of 1 billion parameters or more"
    | "a local model and a stronger remote one"
    | "no Student, but a strong model for Reflection";
  readonly sizes: RowSizes;
  make(seed: number, sizes?: RowSizes): TaskSpec;
}

const few: RowSizes = { feedback: 40, pareto: 30, test: 60 };

/** Tasks to open and try, the one the embedded model was made for first. */
export const gallery: readonly GalleryEntry[] = [
  {
    generator: "routing",
    title: "Support routing",
    shows: "A hidden house policy is found out from feedback alone.",
    needs: "embedded model",
    sizes: defaultRoutingSizes,
    make: (seed, sizes = defaultRoutingSizes) => routingTask(seed, sizes),
  },
  {
    generator: "contacts",
    title: "Contacts to JSON",
    shows: "Which fields, in which form: the metric says field by field what is wrong.",
    needs: "a model of 1 billion parameters or more",
    sizes: few,
    make: (seed, sizes = few) => contactsTask(seed, sizes),
  },
  {
    generator: "dates",
    title: "Dates and measures",
    shows: "One form for everything, with house rules nobody wrote down.",
    needs: "a model of 1 billion parameters or more",
    sizes: few,
    make: (seed, sizes = few) => datesTask(seed, sizes),
  },
  {
    generator: "sentiment",
    title: "Sentiment with house rules",
    shows: "Two topics are labelled the house's way; common sense is not enough.",
    needs: "a model of 1 billion parameters or more",
    sizes: few,
    make: (seed, sizes = few) => sentimentTask(seed, sizes),
  },
  {
    generator: "constraints",
    title: "Writing under constraints",
    shows: "Draft, then rewrite; two prompts are improved, and code checks every demand.",
    needs: "a model of 1 billion parameters or more",
    sizes: few,
    make: (seed, sizes = few) => writingTask(seed, sizes),
  },
  {
    generator: "two-hop",
    title: "Two-hop questions",
    shows:
      "Search, note, search again, answer: four prompts over a small encyclopaedia of an invented country.",
    needs: "a model of 1 billion parameters or more",
    sizes: few,
    make: (seed, sizes = few) => twoHopTask(seed, sizes),
  },
  {
    generator: "private",
    title: "Private rewrite",
    shows: "A local model takes the personal data out before a stronger model answers; leaks are counted.",
    needs: "a local model and a stronger remote one",
    sizes: few,
    make: (seed, sizes = few) => privateTask(seed, sizes),
  },
  {
    generator: "packing",
    title: "Online bin packing",
    shows:
      "Any text, not just prompts: a heuristic in JavaScript, scored in the sandbox on streams never seen.",
    needs: "no Student, but a strong model for Reflection",
    sizes: { feedback: 16, pareto: 16, test: 32 },
    make: (seed, sizes = { feedback: 16, pareto: 16, test: 32 }) => packingTask(seed, sizes),
  },
  {
    generator: "circles",
    title: "Circle packing",
    shows: "Several tasks at once: one function, judged on seven numbers of circles.",
    needs: "no Student, but a strong model for Reflection",
    sizes: { feedback: 7, pareto: 7, test: 0 },
    make: (seed, sizes = { feedback: 7, pareto: 7, test: 0 }) => circlesTask(seed, sizes),
  },
  {
    generator: "pattern",
    title: "A regular expression",
    shows:
      "A pattern is searched against rows that say what it found and should not have, and the other way round.",
    needs: "no Student, but a strong model for Reflection",
    sizes: few,
    make: (seed, sizes = few) => patternTask(seed, sizes),
  },
  {
    generator: "svg",
    title: "SVG towards a target",
    shows:
      "A picture is drawn in shapes; the evaluator paints it in the sandbox and says tile by tile what is off.",
    needs: "no Student, but a strong model for Reflection",
    sizes: { feedback: 16, pareto: 16, test: 0 },
    make: (seed, sizes = { feedback: 16, pareto: 16, test: 0 }) => svgTask(seed, sizes),
  },
];
