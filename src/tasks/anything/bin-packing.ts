import type { SeededRandom } from "../../shared/seeded-random.ts";
import { disjointRows, type GeneratedRow } from "../gallery/disjoint-rows.ts";
import { type RowSizes } from "../gallery/entries.ts";
import type { TaskSpec } from "../task-spec.ts";
import { anyText } from "./any-text.ts";

const capacity = 100;

/** Streams of items for online bin packing; each kind of stream punishes another simple heuristic. */
export function packingRows(seed: number, sizes: RowSizes) {
  return disjointRows("packing", seed, sizes, writeStream);
}

function writeStream(random: SeededRandom): GeneratedRow {
  const kind = random.pick(["uniform", "small", "thirds", "halves"] as const);
  const draw = {
    uniform: () => 5 + random.below(65),
    small: () => 5 + random.below(25),
    thirds: () => random.pick([34, 35, 33, 30, 67]) - random.below(3),
    halves: () => random.pick([51, 49, 48, 52, 20]) - random.below(2),
  }[kind];
  const items = Array.from({ length: 60 }, draw);
  const fewest = Math.ceil(items.reduce((sum, item) => sum + item, 0) / capacity);
  return {
    inputs: { items: items.join(" "), capacity: String(capacity) },
    expected: { fewest: String(fewest) },
  };
}

const seedHeuristic = `// place(item, bins, capacity): bins holds the free space of each open bin.
// Return the index of the bin to use, or -1 to open a new one.
function place(item, bins, capacity) {
  const last = bins.length - 1;
  return last >= 0 && bins[last] >= item ? last : -1;
}`;

const evaluator = `function score(row) {
  const place = (0, eval)("(() => {" + row.texts.heuristic + "\\n; return place; })()");
  if (typeof place !== "function") return { score: 0, feedback: "The text defines no function place." };
  const capacity = Number(row.inputs.capacity);
  const items = row.inputs.items.split(" ").map(Number);
  const bins = [];
  for (const [number, item] of items.entries()) {
    const chosen = place(item, bins.slice(), capacity);
    if (chosen === -1) { bins.push(capacity - item); continue; }
    if (!Number.isInteger(chosen) || chosen < 0 || chosen >= bins.length)
      return { score: 0, feedback: "Item " + (number + 1) + ": place returned " + chosen + ", which is no open bin." };
    if (bins[chosen] < item)
      return { score: 0, feedback: "Item " + (number + 1) + " of size " + item + " does not fit into the chosen bin, which has " + bins[chosen] + " left." };
    bins[chosen] -= item;
  }
  const fewest = Number(row.expected.fewest);
  const wasted = bins.filter((free) => free > 0).sort((a, b) => b - a).slice(0, 8).join(", ");
  return {
    score: fewest / bins.length,
    feedback: "It used " + bins.length + " bins; " + fewest + " is the least that could do. Largest free spaces left: " + (wasted || "none") + ".",
  };
}`;

export function packingTask(seed: number, sizes: RowSizes): TaskSpec {
  return anyText({
    generator: "packing",
    name: "Online bin packing",
    seed,
    sizes,
    evaluator,
    texts: { heuristic: seedHeuristic },
    objective:
      "A heuristic that places each item as it comes, using as few bins as possible on streams never seen before.",
    background:
      "The text is JavaScript and must define place(item, bins, capacity). Items cannot be moved later. Score: least possible number of bins divided by bins used.",
  });
}
