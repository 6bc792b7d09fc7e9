/** The few facts of a GGUF file that are needed before it is loaded. */
export interface GgufHeader {
  readonly architecture?: string;
  readonly name?: string;
  readonly license?: string;
  readonly contextLength?: number;
}

export type GgufHeaderOutcome =
  | { readonly kind: "header"; readonly header: GgufHeader }
  | { readonly kind: "not-gguf"; readonly message: string };

const firstRead = 64 * 1024;
const mostRead = 64 * 1024 * 1024;

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

class NeedsMoreBytes extends Error {}

/** Walks the key-value pairs at the start of a GGUF (version 2 or 3) file. */
class Reader {
  private offset = 0;
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

  /** Reads a number or a string; passes over an array and gives undefined. */
  value(type: number): number | string | undefined {
    if (type === stringType) return this.string();
    if (type === arrayType) {
      const inner = this.u32();
      const count = this.u64();
      const size = sizes[inner];
      if (size !== undefined) this.take(size * count);
      else for (let i = 0; i < count; i++) this.value(inner);
      return undefined;
    }
    const size = sizes[type];
    if (size === undefined) throw new RangeError(`unknown GGUF value type ${type}`);
    const at = this.take(size);
    if (type === 4) return this.view.getUint32(at, true);
    if (type === 5) return this.view.getInt32(at, true);
    if (type === 10) return Number(this.view.getBigUint64(at, true));
    return undefined;
  }
}

function parse(bytes: ArrayBuffer): GgufHeader {
  const reader = new Reader(new DataView(bytes));
  reader.u32();
  reader.u32();
  reader.u64();
  const pairs = reader.u64();
  const found: Record<string, number | string> = {};
  for (let i = 0; i < pairs; i++) {
    const key = reader.string();
    const value = reader.value(reader.u32());
    if (value !== undefined) found[key] = value;
    // Everything wanted stands before the vocabulary, which is megabytes long.
    if (key.startsWith("tokenizer.")) break;
  }
  const architecture = found["general.architecture"];
  const name = found["general.name"];
  const license = found["general.license"];
  const contextLength = found[`${String(architecture)}.context_length`];
  return {
    ...(typeof architecture === "string" ? { architecture } : {}),
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof license === "string" ? { license } : {}),
    ...(typeof contextLength === "number" ? { contextLength } : {}),
  };
}

/** Reads the header of a GGUF file; only its beginning is read from disk. */
export async function readGgufHeader(file: Blob): Promise<GgufHeaderOutcome> {
  const magic = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (new TextDecoder().decode(magic) !== "GGUF")
    return {
      kind: "not-gguf",
      message: "This file is not a GGUF model: it does not start with the letters GGUF.",
    };
  for (let size = firstRead; ; size *= 8) {
    try {
      return { kind: "header", header: parse(await file.slice(0, size).arrayBuffer()) };
    } catch (thrown) {
      if (!(thrown instanceof NeedsMoreBytes))
        return { kind: "not-gguf", message: "The GGUF header of this file is damaged." };
      if (size >= file.size || size >= mostRead)
        return {
          kind: "not-gguf",
          message: "This GGUF file ends inside its own header; it was probably cut short.",
        };
    }
  }
}
