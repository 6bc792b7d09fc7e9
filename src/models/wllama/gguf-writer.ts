import type { GgufTensor } from "./gguf-reader.ts";

/** A tensor to be written: its bytes, and where they begin is not known yet. */
export interface TensorToWrite extends Omit<GgufTensor, "offset"> {
  readonly bytes: number;
}

/** Where something begins that may begin at multiples of `alignment` only. */
export const aligned = (bytes: number, alignment: number): number => Math.ceil(bytes / alignment) * alignment;

/**
 * All that stands before the weights of a GGUF: `pairs` (the bytes of a file before its list of as many tensors) and the list.
 * The weights follow in their order, each filled up to a multiple of `alignment`.
 */
export function ggufHead(
  pairs: Uint8Array,
  tensors: readonly TensorToWrite[],
  alignment: number,
): Uint8Array<ArrayBuffer> {
  const names = tensors.map(({ name }) => new TextEncoder().encode(name));
  const listed = tensors.map(({ shape }, at) => 24 + (names[at]?.length ?? 0) + shape.length * 8);
  const length = listed.reduce((sum, size) => sum + size, pairs.length);
  const head = new Uint8Array(aligned(length, alignment));
  head.set(pairs);
  const view = new DataView(head.buffer);
  let at = pairs.length;
  let offset = 0;
  const u32 = (value: number): void => view.setUint32((at += 4) - 4, value, true);
  const u64 = (value: number): void => view.setBigUint64((at += 8) - 8, BigInt(value), true);
  for (const [index, { shape, type, bytes }] of tensors.entries()) {
    const name = names[index] ?? new Uint8Array();
    u64(name.length);
    head.set(name, at);
    at += name.length;
    u32(shape.length);
    shape.forEach(u64);
    u32(type);
    u64(offset);
    offset += aligned(bytes, alignment);
  }
  return head;
}
