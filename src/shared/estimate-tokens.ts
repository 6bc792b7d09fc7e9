/**
 * Rough token count without a tokenizer: about 4 characters a token for Latin text, 1 for scripts whose
 * characters are tokens of their own. Meant for caps and for fair trimming, never for a bill.
 */
export function estimateTokens(text: string): number {
  const narrow = text.replace(/[\u2e80-\uffff]+/g, "").length;
  return Math.ceil(narrow / 4) + text.length - narrow;
}
