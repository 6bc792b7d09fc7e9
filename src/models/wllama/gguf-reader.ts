/** What a GGUF key may hold, as far as it is read: other kinds are passed over. */
export type GgufValue = number | string | readonly string[] | undefined;

/** The bytes at hand end before the header does. */
export class NeedsMoreBytes extends Error {}

/** Bytes of each fixed-size value type of the GGUF specification, by type number. */
const sizes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const stringType = 8;
const arrayType = 9;

class Reader {
  /** Bytes read so far. */
  offset = 0;
  private readonly view: DataView;
  constructor(view: DataView) {
    this.view = view;
  }

  private take(bytes: number): number {
    const at = this.offset;
    if (at + bytes > this.view.byteLength) throw new NeedsMoreBytes();
    this.offset += bytes;
    return at;
  }

  u32(): number {
    return this.view.getUint32(this.take(4), true);
  }

  u64(): number {
    return Number(this.view.getBigUint64(this.take(8), true));
  }

  string(): string {
    const length = this.u64();
    const at = this.take(length);
    return new TextDecoder().decode(new Uint8Array(this.view.buffer, this.view.byteOffset + at, length));
  }

  value(type: number): GgufValue {
    if (type === stringType) return this.string();
    if (type === arrayType) return this.array();
    const size = sizes[type];
    if (size === undefined) throw new RangeError(`unknown GGUF value type ${type}`);
    const at = this.take(size);
    if (type === 4) return this.view.getUint32(at, true);
    if (type === 5) return this.view.getInt32(at, true);
    if (type === 10) return Number(this.view.getBigUint64(at, true));
    return undefined;
  }

  /** Strings are read; other lists are passed over. */
  private array(): readonly string[] | undefined {
    const inner = this.u32();
    const count = this.u64();
    if (inner === stringType) {
      const found: string[] = [];
      for (let i = 0; i < count; i++) found.push(this.string());
      return found;
    }
    const size = sizes[inner];
    if (size !== undefined) this.take(size * count);
    else for (let i = 0; i < count; i++) this.value(inner);
    return undefined;
  }
}

/** The key-value pairs at the start of a GGUF (version 2 or 3) file, in their order. Throws NeedsMoreBytes. */
export function* ggufPairs(
  bytes: DataView,
  reader = new Reader(bytes),
): Generator<readonly [key: string, value: GgufValue]> {
  reader.offset = 16;
  const pairs = reader.u64();
  for (let i = 0; i < pairs; i++) yield [reader.string(), reader.value(reader.u32())];
}

/** One matrix, or list, of weights. */
export interface GgufTensor {
  readonly name: string;
  /** Values of a row, rows, … */
  readonly shape: readonly number[];
  /** Number of its kind, as GGUF counts them. */
  readonly type: number;
  /** Where it begins, bytes from the start of all weights. */
  readonly offset: number;
}

/** Where what lies in a GGUF file. */
interface GgufLayout {
  /** Bytes before the list of tensors. */
  readonly pairsEnd: number;
  readonly tensors: readonly GgufTensor[];
  /** Each tensor, and the first of them, begins at a multiple of this. */
  readonly alignment: number;
  /** Where the weights begin, bytes. */
  readonly dataStart: number;
}

/** Reads all before the weights. Throws NeedsMoreBytes. */
export function ggufLayout(bytes: DataView): GgufLayout {
  const reader = new Reader(bytes);
  let alignment = 32;
  for (const [key, value] of ggufPairs(bytes, reader))
    if (key === "general.alignment" && typeof value === "number") alignment = value;
  const pairsEnd = reader.offset;
  const tensors = Array.from({ length: Number(bytes.getBigUint64(8, true)) }, (): GgufTensor => {
    const name = reader.string();
    const shape = Array.from({ length: reader.u32() }, () => reader.u64());
    return { name, shape, type: reader.u32(), offset: reader.u64() };
  });
  return { pairsEnd, tensors, alignment, dataStart: Math.ceil(reader.offset / alignment) * alignment };
}
