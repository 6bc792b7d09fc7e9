import type { EngineSpec, Guards } from "../options/spec.ts";

/** What a new text has to keep to; it is told before the text is written and checked after. */
export interface TextLimits {
  /** Most tokens (estimated); null is no limit. */
  readonly tokens: number | null;
  /** Texts it must hold exactly as they are. */
  readonly keep: readonly string[];
  /** Everything the Student may answer, where that is a short list. */
  readonly answers: readonly string[];
}

export function limitsOf({ guards, reflector }: EngineSpec, component: string): TextLimits {
  return {
    ...guardedLimits(guards, component),
    answers: reflector.answers[component] ?? reflector.answers["*"] ?? [],
  };
}

/** The limits that are a person's guards. */
export function guardedLimits(
  { tokenCap, mustKeep }: Guards,
  component: string,
): Pick<TextLimits, "tokens" | "keep"> {
  return {
    tokens: tokenCap[component] ?? tokenCap["*"] ?? null,
    keep: [...(mustKeep[component] ?? []), ...(mustKeep["*"] ?? [])],
  };
}

/** Models count words better than tokens; a little less than is allowed, because they count badly. */
export function wordsOf(tokens: number): number {
  return Math.max(1, Math.floor(tokens * 0.65));
}

/** One line for each limit. */
export function limitLines({ tokens, keep, answers }: TextLimits): readonly string[] {
  return [
    ...(answers.length === 0
      ? []
      : [`It must name every allowed answer exactly as written here: ${answers.join(", ")}.`]),
    ...keep.map((literal) => `It must hold this exactly as it is: ${literal}`),
    ...(tokens === null ? [] : [`It may have at most ${wordsOf(tokens)} words.`]),
  ];
}
