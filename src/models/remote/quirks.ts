/** Request parameters an endpoint was found to refuse, learned from its own words; kept per model. */
export interface Quirks {
  readonly without: Set<string>;
}

const droppable = ["temperature", "seed", "stop", "max_tokens", "response_format"] as const;

/** The parameter a refusal (status 400 or 422) names as unsupported, if it is one the call can do without. */
export function refusedParameter(words: string): string | undefined {
  if (!/unsupported|not support|unrecognized|unknown|not permitted|extra inputs|does not accept/i.test(words))
    return undefined;
  return droppable.find((name) => new RegExp(`\\b${name}\\b`).test(words));
}

/** The body with what the endpoint refuses left out. Newer OpenAI models call the token limit by another name. */
export function adapted(body: Record<string, unknown>, quirks: Quirks): Record<string, unknown> {
  const { max_tokens: limit, ...rest } = body;
  const renamed = quirks.without.has("max_tokens") ? { ...rest, max_completion_tokens: limit } : body;
  return Object.fromEntries(Object.entries(renamed).filter(([name]) => !quirks.without.has(name)));
}
