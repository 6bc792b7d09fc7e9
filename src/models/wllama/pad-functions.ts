type Bytes = Uint8Array<ArrayBuffer>;

/** Reads unsigned LEB128 numbers, the way WebAssembly writes its sizes. */
function readerOf(bytes: Bytes, start: number): { at: number; readonly number: () => number } {
  const reader = {
    at: start,
    number(): number {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = bytes[reader.at] ?? 0;
        reader.at += 1;
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    },
  };
  return reader;
}

function leb(value: number): Bytes {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

const codeSection = 10;
/** `block; br 0`, and the block's `end`: what stands between never runs. */
const open = Uint8Array.of(0x02, 0x40, 0x0c, 0x00);
const close = Uint8Array.of(0x0b);
const nop = 0x01;
const around = open.length + close.length;
const jumpTable = 0x0e;
/** The number 0 in as many bytes as a number may take. */
const wideZero = [0x80, 0x80, 0x80, 0x80, 0x00];
const widest = wideZero.length;

/**
 * Makes any length, up to `most`, of code that never runs. A compiler reads that too, one instruction at a time: it is a
 * single table of jumps as far as whole entries go, and the rest is instructions of one byte.
 */
function fillersUpTo(most: number): (length: number) => readonly Bytes[] {
  const zeros = new Uint8Array(Math.ceil(most / widest) * widest);
  for (const [at, byte] of wideZero.entries())
    for (let entry = at; entry < zeros.length; entry += widest) zeros[entry] = byte;
  return (length) => {
    const entries = Math.floor((length - widest - 2) / widest);
    if (entries < 0) return [new Uint8Array(length).fill(nop)];
    const count = wideZero.map((byte, at) => byte | ((entries >> (7 * at)) & 127));
    // After its entries stands where it jumps when none is meant.
    const rest = new Uint8Array(length - 1 - widest - entries * widest).fill(nop, 1);
    return [Uint8Array.of(jumpTable, ...count), zeros.subarray(0, entries * widest), rest];
  };
}

/** Where the code of a function's body begins: after its locals, so many of one type in each group. */
function afterLocals(body: Bytes): number {
  const reader = readerOf(body, 0);
  for (let groups = reader.number(); groups > 0; groups -= 1) {
    reader.number();
    // Every type of this engine is one byte.
    reader.at += 1;
  }
  return reader.at;
}

/** The content of a code section, its functions of `from` bytes and more grown to `size`. */
function paddedCode(module: Bytes, start: number, from: number, size: number): readonly Bytes[] {
  const fillerOf = fillersUpTo(size);
  const pieces: Bytes[] = [];
  const reader = readerOf(module, start);
  let done = start;
  for (let left = reader.number(); left > 0; left -= 1) {
    const sizeAt = reader.at;
    const length = reader.number();
    const body = module.subarray(reader.at, reader.at + length);
    reader.at += length;
    if (length < from || length + around > size) continue;
    const code = afterLocals(body);
    pieces.push(module.subarray(done, sizeAt), leb(size));
    pieces.push(body.subarray(0, code), open, ...fillerOf(size - length - around), close);
    pieces.push(body.subarray(code));
    done = reader.at;
  }
  return [...pieces, module.subarray(done, reader.at)];
}

/**
 * A WebAssembly module (webassembly.github.io/spec/core/binary/modules.html) in pieces, in which every function of
 * `from` bytes or more is at least `size` bytes long and does what it did. All else stays byte for byte.
 */
export function padFunctions(module: Bytes, from: number, size: number): readonly Bytes[] {
  const reader = readerOf(module, 8);
  while (reader.at < module.length) {
    const start = reader.at;
    const kind = reader.number();
    const length = reader.number();
    const end = reader.at + length;
    if (kind === codeSection) {
      const code = paddedCode(module, reader.at, from, size);
      const bytes = code.reduce((sum, piece) => sum + piece.length, 0);
      return [module.subarray(0, start), leb(kind), leb(bytes), ...code, module.subarray(end)];
    }
    reader.at = end;
  }
  return [module];
}
