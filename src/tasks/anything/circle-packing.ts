import { exampleId } from "../example-id.ts";
import type { RowSizes } from "../gallery/entries.ts";
import type { Example, TaskSpec } from "../task-spec.ts";
import { anyText } from "./any-text.ts";

/** Best known sums of radii are not published for all of these; the score is relative to a plain grid's sum. */
const circleCounts = [5, 7, 10, 13, 17, 21, 26];

/** Several tasks at once: one row per number of circles. The search learns on, and is judged by, the same rows. */
export function circleRows(): Record<keyof RowSizes, Example[]> {
  const rows = circleCounts.map((count): Example => {
    const inputs = { circles: String(count) };
    return { id: exampleId(inputs, {}, 0), inputs, expected: {} };
  });
  return { feedback: rows, pareto: rows, test: [] };
}

const seedLayout = `// pack(n): return n circles [x, y, radius] inside the unit square that do not overlap.
function pack(n) {
  const side = Math.ceil(Math.sqrt(n));
  const radius = 0.5 / side;
  return Array.from({ length: n }, (_, i) => [((i % side) + 0.5) / side, (Math.floor(i / side) + 0.5) / side, radius]);
}`;

const evaluator = `function score(row) {
  const pack = (0, eval)("(() => {" + row.texts.layout + "\\n; return pack; })()");
  if (typeof pack !== "function") return { score: 0, feedback: "The text defines no function pack." };
  const n = Number(row.inputs.circles);
  const circles = pack(n);
  if (!Array.isArray(circles) || circles.length !== n) return { score: 0, feedback: "pack(" + n + ") did not return " + n + " circles." };
  const slack = 1e-9;
  for (const [i, c] of circles.entries()) {
    if (!Array.isArray(c) || c.length !== 3 || !c.every(Number.isFinite)) return { score: 0, feedback: "Circle " + i + " is not [x, y, radius]." };
    const [x, y, r] = c;
    if (r < 0 || x - r < -slack || y - r < -slack || x + r > 1 + slack || y + r > 1 + slack)
      return { score: 0, feedback: "Circle " + i + " at (" + x + ", " + y + ") with radius " + r + " leaves the square." };
    for (let j = 0; j < i; j += 1) {
      const gap = Math.hypot(x - circles[j][0], y - circles[j][1]) - r - circles[j][2];
      if (gap < -slack) return { score: 0, feedback: "Circles " + j + " and " + i + " overlap by " + -gap + "." };
    }
  }
  const sum = circles.reduce((total, c) => total + c[2], 0);
  const grid = n * 0.5 / Math.ceil(Math.sqrt(n));
  return { score: Math.min(1, sum / grid / 1.5), feedback: "n = " + n + ": the radii sum to " + sum.toFixed(6) + "; a plain grid reaches " + grid.toFixed(6) + "." };
}`;

export function circlesTask(seed: number, sizes: RowSizes): TaskSpec {
  return anyText({
    generator: "circles",
    name: "Circle packing",
    seed,
    sizes,
    evaluator,
    texts: { layout: seedLayout },
    objective: "A function that packs n circles into the unit square with the largest possible sum of radii.",
    background:
      "The text is JavaScript and must define pack(n). Circles may differ in size, must not overlap and must stay inside. It has one second per n.",
  });
}
