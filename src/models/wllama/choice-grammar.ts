/** A GBNF grammar that allows exactly the given texts. */
export function choiceGrammar(choices: readonly string[]): string {
  return `root ::= ${choices.map((choice) => JSON.stringify(choice)).join(" | ")}`;
}
