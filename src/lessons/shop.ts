import type { SplitRows } from "../tasks/build-task.ts";
import { oneLabelProgram } from "../tasks/routing/one-label-program.ts";
import type { Example, TaskSpec } from "../tasks/task-spec.ts";

/**
 * The scenes' little world, written by hand: a furniture shop where every topic has its person. Nobody can guess that
 * parcels are Mira's; it has to be read in the feedback.
 */
export const shopRules: readonly { readonly word: string; readonly person: string }[] = [
  { word: "parcel", person: "MIRA" },
  { word: "refund", person: "OTTO" },
  { word: "broken", person: "LENA" },
  { word: "password", person: "ADAM" },
  { word: "lawyer", person: "RUTH" },
  { word: "pieces", person: "HUGO" },
];
export const shopDefault = "IDA";
export const shopPeople: readonly string[] = [...shopRules.map((rule) => rule.person), shopDefault];
/** Words a reader may make rules of; half of them decide nothing, and the one offered first is not the first person's. */
export const shopWords: readonly string[] = [
  "broken",
  "catalogue",
  "chair",
  "invoice",
  "lamp",
  "lawyer",
  "parcel",
  "password",
  "pieces",
  "refund",
  "thanks",
  "weekend",
];
export const shopSeed = "Say who should answer the customer.";

const messages: Readonly<Record<string, readonly string[]>> = {
  parcel: [
    "My parcel went to the neighbour, and the neighbour moved away.",
    "Where is the parcel with the oak shelf?",
    "The courier left the parcel in the rain.",
    "Can the parcel come on a weekend?",
    "I changed my address after the parcel was sent.",
    "One parcel of three has arrived, thanks for that one.",
    "Your parcel label names a street that does not exist.",
    "Please hold the parcel until I am back.",
  ],
  refund: [
    "I sent the stool back and wait for my refund.",
    "The refund is eleven euros short.",
    "May I have a refund for the second lamp?",
    "You promised a refund in March.",
    "Is a refund possible without the invoice?",
    "The refund went to an account I closed.",
    "A refund, please, the green is not the green of the catalogue.",
    "How long does a refund take at your house?",
  ],
  broken: [
    "The mirror came broken in two.",
    "A broken hinge, on the first day.",
    "Two of six glasses are broken.",
    "The drawer is broken and the cat sits in it.",
    "My new chair has a broken leg.",
    "Something inside the lamp is broken, it rattles.",
    "The glass door arrived broken, thanks to somebody.",
    "Broken again: the third handle this year.",
  ],
  password: [
    "I cannot sign in since the new password rule.",
    "Your page says my password is too honest.",
    "How do I change my password?",
    "The password letter never came.",
    "My password works at night and not by day.",
    "Please reset the password of my daughter.",
    "It wants a password with a number and a weekend in it.",
    "I typed the right password, I swear.",
  ],
  lawyer: [
    "My lawyer will write to you about the chair.",
    "A lawyer told me to keep the pictures.",
    "I would rather not ask a lawyer, but.",
    "Our lawyer reads your catalogue with interest.",
    "The lawyer of my landlord wants your invoice.",
    "Do I need a lawyer to cancel?",
    "This is my last letter before the lawyer.",
    "My sister is a lawyer and she laughed.",
  ],
  pieces: [
    "We need forty pieces of the Alder lamp for a guest house.",
    "What is the price for twelve pieces?",
    "Ten pieces, one delivery: can you do it?",
    "Our school wants thirty pieces of the small chair.",
    "Is there a discount from twenty pieces on?",
    "Sixteen pieces in blue, please make an offer.",
    "Could we see two before we order fifty pieces?",
    "The hotel takes eighteen pieces if the price is right.",
  ],
  "": [
    "Do you still have the catalogue on paper?",
    "I only wanted to say thanks.",
    "Are you open on the weekend?",
    "Your shop window made my week.",
    "Is the green chair out of stock for good?",
    "May I bring the dog?",
  ],
};

function rowsOf(half: 0 | 1): readonly Example[] {
  const rows: Example[] = [];
  for (const [word, texts] of Object.entries(messages)) {
    const person = shopRules.find((rule) => rule.word === word)?.person ?? shopDefault;
    const reason =
      word === "" ? "Decided by no word: Ida takes what nobody else does." : `Decided by the word "${word}".`;
    texts.forEach((message, index) => {
      if (index % 2 === half)
        rows.push({
          id: `${word || "rest"}-${index}`,
          inputs: { message },
          expected: { label: person },
          reason,
        });
    });
  }
  return rows;
}

/** Feedback rows and Pareto rows, 27 each; the scenes have no sealed test. */
export const shopRows: SplitRows = { feedback: rowsOf(0), pareto: rowsOf(1), test: [] };

export const shopTask: TaskSpec = {
  id: "learn-shop",
  name: "A furniture shop",
  source: {
    kind: "dataset",
    datasetId: "learn-shop",
    inputColumns: ["message"],
    expectedColumn: "label",
    split: { seed: 0, shares: { feedback: 0.5, pareto: 0.5, test: 0 } },
  },
  ...oneLabelProgram("answer"),
  seedCandidate: { instruction: shopSeed },
  objective: "Every message is answered by the right person.",
};
