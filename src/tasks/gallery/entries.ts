/** How many rows each split has. */
export interface RowSizes {
  readonly feedback: number;
  readonly pareto: number;
  readonly test: number;
}

/** What is said of a gallery task before anything of it is loaded. */
interface GalleryWords {
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly shows: string;
  /** The least that plays the Student with any success. */
  readonly needs: string;
  readonly sizes: RowSizes;
  /** Its answers are labels with rules behind them: what the coach and the neural reflector know about. */
  readonly isAboutLabels?: boolean;
}

const few: RowSizes = { feedback: 40, pareto: 30, test: 60 };
const oneBillion = "a model of 1 billion parameters or more";
const onlyReflection = "no Student, but a strong model for Reflection";

/**
 * Tasks whose rows the studio writes itself, unlimited and all from a seed, by the name a task's source calls them; the
 * one the embedded model was made for first. Their code is in `catalogue.ts`.
 */
export const galleryEntries = {
  routing: {
    title: "Support routing",
    shows: "A hidden house policy is found out from feedback alone.",
    needs: "embedded model",
    sizes: { feedback: 60, pareto: 40, test: 240 },
    isAboutLabels: true,
  },
  contacts: {
    title: "Contacts to JSON",
    shows: "Which fields, in which form: the metric says field by field what is wrong.",
    needs: oneBillion,
    sizes: few,
  },
  dates: {
    title: "Dates and measures",
    shows: "One form for everything, with house rules nobody wrote down.",
    needs: oneBillion,
    sizes: few,
  },
  sentiment: {
    title: "Sentiment with house rules",
    shows: "Two topics are labelled the house's way; common sense is not enough.",
    needs: oneBillion,
    sizes: few,
    isAboutLabels: true,
  },
  constraints: {
    title: "Writing under constraints",
    shows: "Draft, then rewrite; two prompts are improved, and code checks every demand.",
    needs: oneBillion,
    sizes: few,
  },
  "two-hop": {
    title: "Two-hop questions",
    shows:
      "Search, note, search again, answer: four prompts over a small encyclopaedia of an invented country.",
    needs: oneBillion,
    sizes: few,
  },
  private: {
    title: "Private rewrite",
    shows: "A local model takes the personal data out before a stronger model answers; leaks are counted.",
    needs: "a local model and a stronger remote one",
    sizes: few,
  },
  packing: {
    title: "Online bin packing",
    shows:
      "Any text, not just prompts: a heuristic in JavaScript, scored in the sandbox on streams never seen.",
    needs: onlyReflection,
    sizes: { feedback: 16, pareto: 16, test: 32 },
  },
  circles: {
    title: "Circle packing",
    shows: "Any text: one function, judged on seven numbers of circles at once.",
    needs: onlyReflection,
    sizes: { feedback: 7, pareto: 7, test: 0 },
  },
  pattern: {
    title: "A regular expression",
    shows:
      "Any text: a pattern against rows that say what it found and should not have, and the other way round.",
    needs: onlyReflection,
    sizes: few,
  },
  svg: {
    title: "SVG towards a target",
    shows: "Any text: a picture in shapes, painted in the sandbox and corrected tile by tile.",
    needs: onlyReflection,
    sizes: { feedback: 16, pareto: 16, test: 0 },
  },
} as const satisfies Readonly<Record<string, GalleryWords>>;

export type GeneratorName = keyof typeof galleryEntries;

export interface GalleryLine extends GalleryWords {
  readonly generator: GeneratorName;
}

export const galleryLines: readonly GalleryLine[] = Object.entries(galleryEntries).map(
  ([generator, words]) => ({ ...words, generator: generator as GeneratorName }),
);

/** The gallery's task of this name; undefined where it has none. */
export function galleryLine(name: string | undefined): GalleryLine | undefined {
  return galleryLines.find(({ generator }) => generator === name);
}

/** All its rows. */
export function rowsIn({ sizes }: GalleryWords): number {
  return sizes.feedback + sizes.pareto + sizes.test;
}
