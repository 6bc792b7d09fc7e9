type Body = Readonly<Record<string, unknown>>;

/** Parameters a server may refuse, each with what the dialects call it. */
const names: Readonly<Record<string, readonly string[]>> = {
  temperature: ["temperature"],
  response_format: [
    "response_format",
    "responseSchema",
    "responseMimeType",
    "responseJsonSchema",
    "output_config",
    "output_format",
  ],
  seed: ["seed"],
  stop: ["stop", "stop_sequences", "stopSequences"],
  max_tokens: ["max_tokens", "maxOutputTokens"],
  top_p: ["top_p", "topP"],
};

/** The parameter a sentence says is left out, in our own naming. */
export function refusedIn(right: string): string | undefined {
  return Object.keys(names).find((name) => new RegExp(`without [\`'"]?${name}\\b`).test(right));
}

/** Whether a request carries a parameter, wherever its dialect puts it. */
export function carries(body: Body, parameter: string): boolean {
  return JSON.stringify(withoutParameter(body, parameter)) !== JSON.stringify(body);
}

/** A request without a parameter, in any place. */
export function withoutParameter(value: unknown, parameter: string): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const left = Object.entries(value).filter(([name]) => !(names[parameter] ?? [parameter]).includes(name));
  return Object.fromEntries(
    left.map(([name, inner]) => [
      name,
      name === "generationConfig" ? withoutParameter(inner, parameter) : inner,
    ]),
  );
}
