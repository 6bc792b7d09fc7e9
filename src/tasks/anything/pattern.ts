import { createSeededRandom, type SeededRandom } from "../../shared/seeded-random.ts";
import { disjointRows, type GeneratedRow } from "../gallery/disjoint-rows.ts";
import { type RowSizes } from "../gallery/entries.ts";
import type { TaskSpec } from "../task-spec.ts";
import { anyText } from "./any-text.ts";

const letters = "ABCDEFGHJKLMNPRSTUVWXYZ";

interface OrderForm {
  readonly letters: number;
  readonly mark: string;
  readonly digits: number;
  readonly ending: "" | "letter" | "double";
}

/** The hidden form of an order number, such as AB-1234-X. */
function formOf(seed: number): OrderForm {
  const random = createSeededRandom(seed, "pattern form");
  return {
    letters: 2 + random.below(2),
    mark: random.pick(["-", "/", "."]),
    digits: 4 + random.below(3),
    ending: random.pick(["", "letter", "double"] as const),
  };
}

/** Texts that hold, or nearly hold, an order number. */
export function patternRows(seed: number, sizes: RowSizes) {
  const form = formOf(seed);
  return disjointRows("pattern", seed, sizes, (random) => writeText(random, form));
}

function writeText(random: SeededRandom, form: OrderForm): GeneratedRow {
  const right = random.chance(0.5);
  const number = right ? write(random, form) : spoiled(random, form);
  const shape = random.pick(["{}", "My order {} is late.", "Re: {}", "see ({}), please", "{}, thanks"]);
  return { inputs: { text: shape.replace("{}", number) }, expected: { holds: right ? "yes" : "no" } };
}

function write(random: SeededRandom, { letters: count, mark, digits, ending }: OrderForm): string {
  const letter = () => letters[random.below(letters.length)] as string;
  const head = Array.from({ length: count }, letter).join("");
  const figures = Array.from({ length: digits }, () => String(random.below(10))).join("");
  const tail = { "": "", letter: `${mark}${letter()}`, double: `${mark}${letter()}${letter()}` }[ending];
  return `${head}${mark}${figures}${tail}`;
}

function spoiled(random: SeededRandom, form: OrderForm): string {
  const other = form.mark === "-" ? "_" : "-";
  return random.pick([
    () => write(random, { ...form, digits: form.digits - 1 }),
    () => write(random, { ...form, digits: form.digits + 1 }),
    () => write(random, form).toLowerCase(),
    () => write(random, { ...form, mark: other }),
    () => write(random, { ...form, letters: form.letters - 1 }).replace(/^/, String(random.below(10))),
  ])();
}

const evaluator = `function score(row) {
  let pattern;
  try { pattern = new RegExp(row.texts.pattern.trim()); } catch (error) { return { score: 0, feedback: "It is no regular expression: " + error.message }; }
  const wanted = row.expected.holds === "yes";
  const found = pattern.exec(row.inputs.text);
  if ((found !== null) === wanted) return { score: 1, feedback: wanted ? "Right: it found " + found[0] + "." : "Right: nothing was found." };
  return { score: 0, feedback: wanted ? "It found nothing, but there is an order number in this text." : "It found " + found[0] + ", which is not an order number." };
}`;

export function patternTask(seed: number, sizes: RowSizes): TaskSpec {
  return anyText({
    generator: "pattern",
    name: "A regular expression",
    seed,
    sizes,
    evaluator,
    texts: { pattern: "[A-Z]+.?\\d+" },
    objective: "A regular expression that finds order numbers and nothing else.",
    background: "The text is one JavaScript regular expression, without slashes and flags.",
  });
}
