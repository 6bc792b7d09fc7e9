/** A number that depends on every part and on their order (FNV-1a over their texts). */
export function seededHash(parts: readonly (number | string)[]): number {
  let hash = 0x811c9dc5;
  for (const letter of parts.join(" ")) {
    hash ^= letter.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash;
}
