/** Who can take part in a race: GEPA at three feedback levels, and the rivals. Ablations are in `setup/race`. */
export const entrants = [
  { optimizer: "gepa", name: "GEPA", says: "Reads the traces: what was expected and which words decided." },
  {
    optimizer: "gepa-expected-answer",
    name: "GEPA, expected answers only",
    says: "The same engine and reflector; feedback names the expected answer and nothing more.",
  },
  {
    optimizer: "gepa-eyes-shut",
    name: "GEPA with its eyes shut",
    says: "The same engine and reflector; feedback is only the score.",
  },
  {
    optimizer: "mipro",
    name: "MIPROv2",
    says: "Demonstrations and proposed instructions, chosen by an estimator.",
  },
  { optimizer: "mipro-no-demos", name: "MIPROv2 without demos", says: "Only instructions." },
  {
    optimizer: "policy",
    name: "Group-relative policy search",
    says: "GRPO's update over prompt edits; sees only scores. GRPO itself trains weights; this one searches prompts.",
  },
  { optimizer: "greedy", name: "Greedy search", says: "One random edit at a time; sees only scores." },
  { optimizer: "beam", name: "Beam search", says: "Four prompts kept, edited at random; sees only scores." },
  { optimizer: "random", name: "Random search", says: "Random sets of edits; sees only scores." },
] as const;

export type Entrant = (typeof entrants)[number]["optimizer"];

export function entrantName(optimizer: string): string {
  return entrants.find((entrant) => entrant.optimizer === optimizer)?.name ?? optimizer;
}
