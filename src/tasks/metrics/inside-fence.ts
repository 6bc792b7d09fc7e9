/** Models like to wrap JSON in a Markdown fence; what stands inside is the answer. */
export function insideFence(text: string): string {
  const trimmed = text.trim();
  const firstLine = trimmed.indexOf("\n");
  if (!trimmed.startsWith("```") || !trimmed.endsWith("```") || firstLine < 0) return trimmed;
  return trimmed.slice(firstLine + 1, -3).trim();
}
