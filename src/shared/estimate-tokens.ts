/**
 * Rough token count without a tokenizer: about 4 characters a token for Latin text, 1 for scripts whose
 * characters are tokens of their own. Meant for caps and for fair trimming, never for a bill.
 */
export function estimateTokens(text: string): number {
  let wide = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x2e7f) wide += 1;
  return Math.ceil((text.length - wide) / 4) + wide;
}
