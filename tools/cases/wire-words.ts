/** The sentence in an error's body, in whatever shape: the first text called message, detail or error. */
export function wordsOf(body: unknown): string {
  if (typeof body === "string")
    return body
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim();
  if (body === null || typeof body !== "object") return "";
  const fields = body as Record<string, unknown>;
  for (const name of ["message", "detail", "error", "errors", "choices"]) {
    const value = fields[name];
    const words = Array.isArray(value) ? wordsOf(value[0]) : wordsOf(value);
    if (words !== "") return words.split("\n")[0] ?? words;
  }
  return "";
}
