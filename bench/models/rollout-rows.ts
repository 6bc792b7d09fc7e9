/** A prompt of about 300 tokens, and rows that go under it: the shape of most of a run's calls. */
export const system = [
  "You sort messages that customers of a bank write. Read the whole message and find out what the customer wants to be done, then answer with the name of exactly one team and nothing else.",
  "Cards: a card is lost, stolen, broken, blocked, swallowed by a machine, or has not arrived yet.",
  "Transfers: money was sent to somebody and has not arrived, was sent twice, or to the wrong person.",
  "Fees: the customer asks why something was charged, or wants a charge back.",
  "Exchange: anything about foreign money, rates or travel abroad.",
  "Identity: documents, photographs, passports, names and addresses that have changed.",
  "Limits: how much may be paid, taken out or topped up in one day or month.",
  "Access: passwords, codes, telephones that were lost, and an app that does not open.",
  "Savings: interest, pots, plans and closing them.",
  "If two teams fit, choose the one that can end the problem today. Never apologise, never explain, never ask back.",
  "A message in another language is sorted like one in English. Angry words change nothing about the team.",
  "The answer is one word, written with a capital letter, without a full stop and without quotation marks. Anything else is counted as wrong, however friendly it may be. Now read the message.",
].join(" ");

const wishes = [
  "my card has still not come in the post",
  "the transfer to my landlord went to the wrong person",
  "I was charged twice for the same coffee",
  "what rate will I get for dollars",
  "my passport has a new name on it",
  "how much may I take out in one day",
  "the app says my code is wrong",
  "when do I get the interest on my pot",
] as const;

export const rowOf = (row: number): string =>
  `Hello, this is customer ${100 + row * 7}: ${wishes[row % wishes.length]}, and I have been waiting for ${row + 2} days. What can you do?`;

/** Most tokens of an answer: one word. */
export const answerTokens = 6;
