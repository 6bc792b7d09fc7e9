/**
 * A GGUF whose model is sure to write bytes that are not UTF-8: a token of its vocabulary is overwritten with the
 * byte-level spelling of 0xFF (`ÿ`), which stands in no UTF-8 text. Random weights do the same, rarely.
 */
export function garbledGguf(gguf: Uint8Array, token: string): Uint8Array<ArrayBuffer> {
  if (token.length % 2 !== 0) throw new Error(`"${token}" must have an even number of bytes`);
  const copy = new Uint8Array(gguf);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(token.length), true);
  const needle = [...length, ...new TextEncoder().encode(token)];
  const at = copy.findIndex((_, start) => needle.every((byte, i) => copy[start + i] === byte));
  if (at < 0) throw new Error(`the vocabulary has no token "${token}"`);
  for (let i = 0; i < token.length; i += 2) copy.set([0xc3, 0xbf], at + 8 + i);
  return copy;
}

/** Tokens of the vocabulary, as spelled in the file. */
export function vocabularyOf(gguf: Uint8Array): readonly string[] {
  const key = new TextEncoder().encode("tokenizer.ggml.tokens");
  const at = gguf.findIndex((_, start) => key.every((byte, i) => gguf[start + i] === byte));
  const view = new DataView(gguf.buffer, gguf.byteOffset);
  // After the key: value type (array), element type, count, then length and text of each.
  let offset = at + key.length + 4 + 4;
  const count = Number(view.getBigUint64(offset, true));
  offset += 8;
  const tokens: string[] = [];
  for (let i = 0; i < count; i++) {
    const length = Number(view.getBigUint64(offset, true));
    tokens.push(new TextDecoder().decode(gguf.subarray(offset + 8, offset + 8 + length)));
    offset += 8 + length;
  }
  return tokens;
}
