import type { SeededRandom } from "../../shared/seeded-random.ts";
import type { TaskSpec } from "../task-spec.ts";
import { disjointRows, type GeneratedRow } from "./disjoint-rows.ts";
import { type RowSizes } from "./entries.ts";
import { onePrompt } from "./one-prompt.ts";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const events = [
  "The fair opens on",
  "Delivery is due",
  "She was born on",
  "The contract ends on",
  "We met on",
  "The train was cancelled on",
];
const things = ["The shelf is", "The parcel is", "The river is", "The pole is", "The table is"];

interface Unit {
  readonly name: string;
  readonly factor: number;
  readonly target: "cm" | "kg" | "km";
}

const units: readonly Unit[] = [
  { name: "inches", factor: 2.54, target: "cm" },
  { name: "feet", factor: 30.48, target: "cm" },
  { name: "pounds", factor: 0.45359237, target: "kg" },
  { name: "ounces", factor: 0.028349523125, target: "kg" },
  { name: "miles", factor: 1.609344, target: "km" },
];
const said: Readonly<Record<Unit["target"], string>> = { cm: "long", kg: "heavy", km: "away" };

/** Dates to ISO form and measures to metric ones. House rules: the day comes first, one decimal, unit after a space. */
export function dateRows(seed: number, sizes: RowSizes) {
  return disjointRows("dates", seed, sizes, (random) =>
    random.chance(0.6) ? writeDate(random) : writeMeasure(random),
  );
}

function writeDate(random: SeededRandom): GeneratedRow {
  const year = 1950 + random.below(90);
  const month = random.below(12);
  const day = 1 + random.below(28);
  const name = months[month] as string;
  const shape = random.pick([
    `${day}/${month + 1}/${year}`,
    `${day}.${month + 1}.${String(year).slice(2)} (in the ${year < 2000 ? "1900s" : "2000s"})`,
    `${name} ${day}, ${year}`,
    `the ${ordinal(day)} of ${name} ${year}`,
    `${day} ${name.slice(0, 3)} ${year}`,
  ]);
  const iso = `${year}-${String(month + 1).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return {
    inputs: { text: `${random.pick(events)} ${shape}.` },
    expected: { answer: iso },
    reason: "Dates are written as year-month-day; in figures the day comes before the month.",
  };
}

function writeMeasure(random: SeededRandom): GeneratedRow {
  const unit = random.pick(units);
  const amount = random.chance(0.4) ? random.below(400) / 10 + 0.5 : 1 + random.below(90);
  const thing = random.pick(things);
  return {
    inputs: { text: `${thing} ${amount} ${unit.name} ${said[unit.target]}.` },
    expected: { answer: `${(amount * unit.factor).toFixed(1)} ${unit.target}` },
    reason: `${unit.name} are given in ${unit.target}, with one decimal and a space before the unit (1 ${unit.name.replace(/e?s$/, "")} is ${unit.factor} ${unit.target}).`,
  };
}

function ordinal(day: number): string {
  const ending =
    day % 10 === 1 && day !== 11
      ? "st"
      : day % 10 === 2 && day !== 12
        ? "nd"
        : day % 10 === 3 && day !== 13
          ? "rd"
          : "th";
  return `${day}${ending}`;
}

export function datesTask(seed: number, sizes: RowSizes): TaskSpec {
  return onePrompt({
    generator: "dates",
    name: "Dates and measures",
    seed,
    sizes,
    template: "{{text}}",
    maxTokens: 24,
    output: { kind: "text" },
    metrics: [{ name: "exact", kind: "exact", weight: 1, options: { expected: "answer" } }],
    prompt: "Normalise the date or the measure in the text.",
    objective: "Every date and every measure in the one form the house wants.",
  });
}
