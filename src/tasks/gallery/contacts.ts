import type { SeededRandom } from "../../shared/seeded-random.ts";
import type { TaskSpec } from "../task-spec.ts";
import { disjointRows, type GeneratedRow } from "./disjoint-rows.ts";
import { type RowSizes } from "./entries.ts";
import { onePrompt } from "./one-prompt.ts";
import { inventPerson } from "./people.ts";

const openings = ["Hello,", "Good morning,", "Dear team,", "Hi there,", "To whom it may concern,"];
const reasons = [
  "our last order arrived damaged",
  "I would like an offer for 40 chairs",
  "the invoice shows the wrong total",
  "we are moving offices next month",
  "please call me back about the contract",
  "I forgot my password again",
];

/** Contact data out of mails, as JSON. The house wants phone numbers without spaces and null for what is missing. */
export function contactRows(seed: number, sizes: RowSizes) {
  return disjointRows("contacts", seed, sizes, writeMail);
}

function writeMail(random: SeededRandom): GeneratedRow {
  const person = inventPerson(random);
  const has = { email: random.chance(0.75), phone: random.chance(0.65), company: random.chance(0.6) };
  const parts = random.shuffled([
    ...(has.email
      ? [
          random.pick([
            `You can write to ${person.email}.`,
            `My address is ${person.email}`,
            `Mail: ${person.email}`,
          ]),
        ]
      : []),
    ...(has.phone
      ? [
          random.pick([
            `Call ${person.phone} after noon.`,
            `Phone ${person.phone}.`,
            `My number: ${person.phone}`,
          ]),
        ]
      : []),
    ...(has.company
      ? [
          random.pick([
            `I work for ${person.company}.`,
            `${person.company} has been your customer for years.`,
          ]),
        ]
      : []),
  ]);
  const message = [
    `${random.pick(openings)} ${random.pick(reasons)}.`,
    ...parts,
    random.pick(["Regards,", "Thanks,", "Best wishes,"]) + ` ${person.name}`,
  ].join("\n");
  const contact = {
    name: person.name,
    email: has.email ? person.email : null,
    phone: has.phone ? person.phone.replaceAll(" ", "") : null,
    company: has.company ? person.company : null,
  };
  return {
    inputs: { message },
    expected: { contact: JSON.stringify(contact) },
    reason: "Wanted are name, email, phone (no spaces) and company; null for what the message does not say.",
  };
}

export function contactsTask(seed: number, sizes: RowSizes): TaskSpec {
  return onePrompt({
    generator: "contacts",
    name: "Contacts to JSON",
    seed,
    sizes,
    template: "{{message}}",
    maxTokens: 160,
    output: { kind: "text" },
    metrics: [{ name: "fields", kind: "json-fields", weight: 1, options: { expected: "contact" } }],
    prompt: "Extract the contact data.",
    objective: "Contact data of every message as one JSON object in the form the house wants.",
  });
}
