import { packingRows, packingTask } from "../anything/bin-packing.ts";
import { circleRows, circlesTask } from "../anything/circle-packing.ts";
import { patternRows, patternTask } from "../anything/pattern.ts";
import { svgRows, svgTask } from "../anything/svg.ts";
import type { SplitRows } from "../build-task.ts";
import { generateRouting } from "../routing/generate-routing.ts";
import { routingTask } from "../routing/routing-task.ts";
import type { TaskSpec } from "../task-spec.ts";
import { contactRows, contactsTask } from "./contacts.ts";
import { dateRows, datesTask } from "./dates.ts";
import type { RowSizes } from "./entries.ts";
import { type GalleryLine, galleryLines, type GeneratorName } from "./entries.ts";
import { privateRows, privateTask } from "./private-rewrite.ts";
import { sentimentRows, sentimentTask } from "./sentiment.ts";
import { twoHopRows, twoHopTask } from "./two-hop.ts";
import { writingRows, writingTask } from "./writing.ts";

/** A task and its rows, each from a seed; the same seed and sizes always give the same. */
interface Generator {
  task(seed: number, sizes: RowSizes): TaskSpec;
  rows(seed: number, sizes: RowSizes): SplitRows;
}

export const generators: Readonly<Record<GeneratorName, Generator>> = {
  routing: { task: routingTask, rows: generateRouting },
  contacts: { task: contactsTask, rows: contactRows },
  dates: { task: datesTask, rows: dateRows },
  sentiment: { task: sentimentTask, rows: sentimentRows },
  constraints: { task: writingTask, rows: writingRows },
  "two-hop": { task: twoHopTask, rows: twoHopRows },
  private: { task: privateTask, rows: privateRows },
  packing: { task: packingTask, rows: packingRows },
  circles: { task: circlesTask, rows: circleRows },
  pattern: { task: patternTask, rows: patternRows },
  svg: { task: svgTask, rows: svgRows },
};

interface GalleryEntry extends GalleryLine {
  make(seed: number, sizes?: RowSizes): TaskSpec;
}

/** Tasks to open and try. */
export const gallery: readonly GalleryEntry[] = galleryLines.map((line) => ({
  ...line,
  make: (seed, sizes = line.sizes) => generators[line.generator].task(seed, sizes),
}));
