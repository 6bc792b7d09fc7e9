import type { SeededRandom } from "../../shared/seeded-random.ts";
import type { ModuleSpec, TaskSpec } from "../task-spec.ts";
import { disjointRows, type GeneratedRow } from "./disjoint-rows.ts";
import { type RowSizes } from "./entries.ts";
import { inventPerson } from "./people.ts";

const errands: readonly (readonly [wish: string, mustHave: readonly string[]])[] = [
  ["Write a polite complaint to my landlord about the broken heating", ["heating"]],
  ["Write an apology to my neighbour for the noise at the party on Saturday", ["noise", "Saturday"]],
  ["Write a cover letter for a job as a gardener", ["gardener"]],
  ["Ask my bank to raise the limit of my card", ["limit", "card"]],
  ["Write a message that cancels my gym membership at the end of the month", ["cancel", "membership"]],
  [
    "Ask the school to excuse my daughter on Friday because of a dentist's appointment",
    ["Friday", "dentist"],
  ],
];

/** Errands with personal data that an answer does not need. */
export function privateRows(seed: number, sizes: RowSizes) {
  return disjointRows("private", seed, sizes, writeErrand);
}

function writeErrand(random: SeededRandom): GeneratedRow {
  const person = inventPerson(random);
  const other = inventPerson(random);
  const [wish, mustHave] = random.pick(errands);
  const details = random
    .shuffled([
      [`My name is ${person.name}.`, person.name],
      [`I live at ${person.address}.`, person.address],
      [`My mail address is ${person.email}.`, person.email],
      [`My phone number is ${person.phone}.`, person.phone],
      [`It goes to ${other.name}.`, other.name],
    ] as const)
    .slice(0, 2 + random.below(3));
  const request = random.shuffled([`${wish}.`, ...details.map(([sentence]) => sentence)]).join(" ");
  return {
    inputs: { request },
    expected: {
      mustHave: JSON.stringify(mustHave),
      secrets: JSON.stringify(details.map(([, secret]) => secret)),
    },
  };
}

/** A local model takes the personal data out, a stronger model answers, and nothing personal left: as in the paper's PUPA program. */
export function privateTask(seed: number, sizes: RowSizes): TaskSpec {
  const text = { kind: "text" } as const;
  const modules: readonly ModuleSpec[] = [
    {
      name: "redact",
      component: "redact",
      role: "student",
      userTemplate: "{{request}}",
      output: text,
      maxTokens: 160,
      temperature: 0,
    },
    {
      name: "remote",
      component: "remote",
      role: "reflection",
      userTemplate: "{{redact.output}}",
      output: text,
      maxTokens: 400,
      temperature: 0,
    },
  ];
  return {
    id: `private-${seed}`,
    name: "Private rewrite",
    source: { kind: "generated", generator: "private", policySeed: seed, sizes },
    program: { modules },
    metrics: [
      { name: "useful", kind: "contains", weight: 1, options: { expected: "mustHave", need: "all" } },
      { name: "private", kind: "leaks", weight: 1, options: { column: "secrets", module: "remote" } },
    ],
    seedCandidate: {
      redact: "Rewrite the request for a stronger model.",
      remote: "You are a helpful assistant.",
    },
    objective: "Useful answers, without one personal detail leaving the machine.",
  };
}
