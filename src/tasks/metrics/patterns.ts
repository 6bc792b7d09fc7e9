import type { Sandbox } from "./metric.ts";

/** Longest text a pattern is run over, in characters. */
const longest = 20_000;

/** What patterns found in texts: for each pattern whether each text holds it, or why that is not known. */
type PatternSearch =
  | { readonly kind: "searched"; readonly found: readonly (readonly boolean[])[] }
  | { readonly kind: "unknown"; readonly problem: string };

interface Pattern {
  readonly source: string;
  readonly flags: string;
}

const search = `function search({ patterns, texts }) {
  return patterns.map(({ source, flags }) => texts.map((text) => new RegExp(source, flags).test(text)));
}`;

/**
 * Looks for patterns that somebody wrote in texts that a model wrote. Some patterns take longer than the age of the world
 * on the wrong text and cannot be interrupted on the thread that runs them, so they run in the sandbox, which has a limit.
 */
export async function searchPatterns(
  sandbox: Sandbox | undefined,
  patterns: readonly Pattern[],
  texts: readonly string[],
): Promise<PatternSearch> {
  if (sandbox === undefined) throw new Error("a regular expression needs a sandbox, and none was given");
  const tooLong = texts.find((text) => text.length > longest);
  if (tooLong !== undefined)
    return unknown(
      `The answer has ${tooLong.length} characters; patterns are only tried on ${longest.toLocaleString("en")}.`,
    );
  const outcome = await sandbox.call(search, "search", { patterns, texts });
  if (outcome.kind === "returned")
    return { kind: "searched", found: outcome.value as readonly (readonly boolean[])[] };
  const named = patterns.map(({ source, flags }) => `/${source}/${flags}`).join(" or ");
  if (outcome.reason === "time" || outcome.reason === "memory")
    return unknown(
      `The pattern ${named} took too ${outcome.reason === "time" ? "long" : "much memory"} on this answer and was ended, so the answer counts as wrong. Repetitions inside repetitions, such as (a+)+, do that; write the pattern without them.`,
    );
  return unknown(`The pattern ${named} could not be tried: ${outcome.message}`);
}

function unknown(problem: string): PatternSearch {
  return { kind: "unknown", problem };
}
