/** Whether a text names at least half of the allowed answers; true where there are none. */
export function namesMost(text: string, answers: readonly string[]): boolean {
  const said = text.toLowerCase();
  const named = answers.filter((one) => said.includes(one.toLowerCase()));
  return named.length * 2 >= answers.length;
}

const heading = "Answer with exactly one of these, without its explanation:";

/**
 * A text with a line for each allowed answer, in the place of the lines it had: what a reply says of each, else what the
 * text said, else the bare answer. Null where the reply says something of fewer than half of them.
 */
export function withAnswerLines(current: string, answers: readonly string[], reply: string): string | null {
  const told = linesOf(reply).flatMap((line) => toldOf(line, answers) ?? []);
  if (new Set(told.map(({ answer }) => answer)).size * 2 < answers.length) return null;
  const before = linesOf(current).map((line) => ({ line, told: toldOf(line, answers) }));
  const words = new Map(
    [...before.flatMap((one) => one.told ?? []), ...told].map((one) => [one.answer, one.words]),
  );
  const kept = before.filter(
    (one) => one.told === null && one.line !== heading && !answers.includes(one.line),
  );
  const lines = answers.map((answer) => (words.has(answer) ? `${answer}: ${words.get(answer)!}` : answer));
  return [
    kept
      .map(({ line }) => line)
      .join("\n")
      .trim(),
    "",
    heading,
    ...lines,
  ].join("\n");
}

interface Told {
  readonly answer: string;
  readonly words: string;
}

/** The allowed answer a line begins with, and what follows its colon or dash. */
function toldOf(line: string, answers: readonly string[]): Told | null {
  const bare = line.replace(/^[\s\-*•\d.)]+/, "").replaceAll(/[`*"“”]/g, "");
  const said = bare.toLowerCase();
  for (const answer of answers) {
    const words = said.startsWith(answer.toLowerCase())
      ? afterColon.exec(bare.slice(answer.length))?.[1]
      : null;
    if (words) return { answer, words };
  }
  return null;
}

const afterColon = /^\s*(?::|-|–|—|=)\s*(.*\S)/;

function linesOf(text: string): readonly string[] {
  return text.split("\n").map((line) => line.trimEnd());
}
