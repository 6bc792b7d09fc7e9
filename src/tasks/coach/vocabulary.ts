/** One change to an instruction. The coach and the blind proposers draw from this same list and from nothing else. */
export type Edit =
  | { readonly kind: "add-rule"; readonly word: string; readonly label: string }
  | { readonly kind: "relabel-rule"; readonly word: string; readonly label: string }
  | { readonly kind: "remove-rule"; readonly word: string }
  | { readonly kind: "settle-contradiction"; readonly word: string; readonly label: string }
  | { readonly kind: "reword-rule"; readonly word: string; readonly wording: number }
  | { readonly kind: "rule-first"; readonly word: string }
  | { readonly kind: "add-default"; readonly label: string }
  | { readonly kind: "relabel-default"; readonly label: string }
  | { readonly kind: "default-last" }
  | { readonly kind: "list-labels"; readonly labels: readonly string[] }
  | { readonly kind: "drop-label-list" }
  | { readonly kind: "answer-only" }
  | { readonly kind: "drop-sentence"; readonly sentence: string }
  | { readonly kind: "layout"; readonly layout: Layout }
  | { readonly kind: "add-reminder"; readonly reminder: ReminderName };

type EditKind = Edit["kind"];
export type Layout = "lines" | "bullets" | "paragraph";

/** Every edit, with what it does in one sentence. Published: shown on the page that explains the coach. */
export const vocabulary: Readonly<Record<EditKind, { readonly name: string; readonly does: string }>> = {
  "add-rule": { name: "Add a rule", does: "Adds a line that says which label a word leads to." },
  "relabel-rule": { name: "Correct a rule", does: "Changes the label of the rule for a word." },
  "remove-rule": { name: "Remove a rule", does: "Takes out the rule for a word." },
  "settle-contradiction": {
    name: "Settle a contradiction",
    does: "Keeps one of several rules that send the same word to different labels.",
  },
  "reword-rule": {
    name: "Reword a rule",
    does: "Says the rule for a word in another of the published wordings.",
  },
  "rule-first": { name: "Move a rule up", does: "Puts the rule for a word before the other rules." },
  "add-default": {
    name: "Add a default",
    does: "Adds a last line that says what to answer when no rule fits.",
  },
  "relabel-default": {
    name: "Correct the default",
    does: "Changes the label that is answered when no rule fits.",
  },
  "default-last": { name: "Default last", does: "Moves the default behind all rules." },
  "list-labels": { name: "List the labels", does: "Adds or updates a sentence that names every label." },
  "drop-label-list": { name: "Drop the label list", does: "Takes out the sentence that names the labels." },
  "answer-only": {
    name: "Ask for the label only",
    does: "Adds a sentence that asks for the label and nothing else.",
  },
  "drop-sentence": {
    name: "Drop a sentence",
    does: "Takes out a sentence that is no rule, label list or default.",
  },
  layout: { name: "Change the layout", does: "Writes the rules as lines, as bullets or as one paragraph." },
  "add-reminder": {
    name: "Add a reminder",
    does: "Adds one of the published reminders about the form of the answer.",
  },
};

/** Wordings a rule can have; the first is the one new rules get. */
export const ruleWordings: readonly ((word: string, label: string) => string)[] = [
  (word, label) => `If the message mentions ${word}, answer ${label}.`,
  (word, label) => `If the message mentions the word "${word}", answer ${label}.`,
  (word, label) => `If the message contains ${word}, answer ${label}.`,
  (word, label) => `When the message is about ${word}, the label is ${label}.`,
];

export const defaultWording = (label: string) => `Otherwise answer ${label}.`;
export const labelListWording = (labels: readonly string[]) =>
  `Answer with exactly one of these labels: ${labels.join(", ")}.`;
export const answerOnlyWording = "Answer with the label only.";

/** Reminders for tasks that are not about labels; each is added when feedback speaks of its problem. */
export const reminders = {
  "valid-json": {
    says: "Answer with valid JSON and nothing else.",
    heard: /not valid json|json schema|invalid json/i,
  },
  "number-only": {
    says: "Answer with the number only, without words or units.",
    heard: /expected the number|no number/i,
  },
  shorter: {
    says: "Keep the answer short.",
    heard: /too long|at most \d+ (?:words|characters|sentences)|cut off/i,
  },
  longer: {
    says: "Give a longer, more complete answer.",
    heard: /too short|at least \d+ (?:words|characters|sentences)/i,
  },
  "answer-only": {
    says: "Give only the answer, without explanation.",
    heard: /expected .+, got "[^"]{60,}/i,
  },
  "never-empty": {
    says: "Always give an answer, also when you are not sure.",
    heard: /empty answer|answer was empty/i,
  },
  "lower-case": { says: "Write in lower case only.", heard: /lower case/i },
  "upper-case": { says: "Write in capital letters only.", heard: /capital letters|upper case/i },
  "all-items": { says: "Name every item that applies, separated by commas.", heard: /missing:/i },
  "no-extras": { says: "Leave out everything that was not asked for.", heard: /unexpected:|too much:/i },
} as const satisfies Readonly<Record<string, { readonly says: string; readonly heard: RegExp }>>;

export type ReminderName = keyof typeof reminders;
