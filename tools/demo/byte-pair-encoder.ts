import type { GgufVocabulary } from "./gguf-vocabulary.ts";

/** GPT-2's way of cutting a text before merging; llama.cpp's `gpt-2` does the same. */
const pieces = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

/** GPT-2's printable stand-in for every byte. */
function byteAlphabet(): readonly string[] {
  const isPrintable = (byte: number): boolean =>
    (byte >= 33 && byte < 127) || (byte >= 161 && byte < 173) || (byte >= 174 && byte < 256);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPrintable(byte) ? byte : next++));
}

/** Cuts a text into tokens as the model's own runtime does. */
export function createEncoder(vocabulary: GgufVocabulary): (text: string) => readonly string[] {
  const rank = new Map(vocabulary.merges.map((merge, index) => [merge, index]));
  const alphabet = byteAlphabet();
  const known = new Map<string, readonly string[]>();
  const encodePiece = (piece: string): readonly string[] => {
    const parts = [...new TextEncoder().encode(piece)].map((byte) => alphabet[byte] ?? "");
    for (;;) {
      let best = -1;
      let bestRank = Number.POSITIVE_INFINITY;
      for (let i = 0; i + 1 < parts.length; i += 1) {
        const found = rank.get(`${parts[i]} ${parts[i + 1]}`);
        if (found !== undefined && found < bestRank) [best, bestRank] = [i, found];
      }
      if (best < 0) return parts;
      parts.splice(best, 2, `${parts[best]}${parts[best + 1]}`);
    }
  };
  return (text) =>
    (text.match(pieces) ?? []).flatMap((piece) => {
      const found = known.get(piece) ?? encodePiece(piece);
      known.set(piece, found);
      return found;
    });
}
