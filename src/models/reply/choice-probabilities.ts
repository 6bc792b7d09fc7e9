import type { TokenChances } from "./reply.ts";

/**
 * How likely each choice was, from the first written token that tells choices apart: each alternative there counts for
 * the choices that go on with it, shared where several do. Undefined where the tokens do not spell a choice.
 */
export function choiceProbabilities(
  tokens: readonly TokenChances[],
  choices: readonly string[],
): Readonly<Record<string, number>> | undefined {
  const written = tokens.map(({ token }) => token).join("");
  const chosen = choices
    .filter((choice) => written.includes(choice))
    .toSorted((a, b) => b.length - a.length)[0];
  if (chosen === undefined) return undefined;
  const start = written.indexOf(chosen);
  let at = 0;
  for (const { token, logProbability, alternatives } of tokens) {
    const from = Math.max(0, at - start);
    const lead = Math.max(0, start - at);
    at += token.length;
    if (at <= start) continue;
    const prefix = chosen.slice(0, from);
    const stem = token.slice(0, lead);
    const possible = choices.filter((choice) => choice.startsWith(prefix));
    if (possible.length < 2) break;
    const all = [{ token, logProbability }, ...alternatives.filter((other) => other.token !== token)];
    const shares = sharesOf(all, possible, prefix, stem);
    const told = Object.values(shares).filter((share) => share > 0).length;
    const isTold = possible.some((choice) => !fits(choice, prefix, token.slice(lead)));
    if (told > 0 && isTold) return shares;
  }
  return { [chosen]: 1 };
}

/** Whether a choice goes on with this token, or ends within it. */
function fits(choice: string, prefix: string, token: string): boolean {
  const rest = choice.slice(prefix.length);
  return rest.startsWith(token) || (rest !== "" && token.startsWith(rest));
}

function sharesOf(
  tokens: readonly { readonly token: string; readonly logProbability: number }[],
  possible: readonly string[],
  prefix: string,
  stem: string,
): Readonly<Record<string, number>> {
  const shares = Object.fromEntries(possible.map((choice) => [choice, 0]));
  for (const { token, logProbability } of tokens) {
    if (!token.startsWith(stem)) continue;
    const text = token.slice(stem.length);
    const fitting = text === "" ? [] : possible.filter((choice) => fits(choice, prefix, text));
    for (const choice of fitting)
      shares[choice] = (shares[choice] ?? 0) + Math.exp(Math.min(0, logProbability)) / fitting.length;
  }
  return shares;
}
