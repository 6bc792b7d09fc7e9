/** Writes the numbers of the block at `at` from `out` on. */
type Decode = (from: Uint8Array, at: number, to: Float32Array, out: number) => void;

/** A kind of weights, as files have them, whose numbers can be written out. */
export interface WeightKind {
  /** As ggml and names of files spell it. */
  readonly name: string;
  /** Numbers of a block, and its bytes. */
  readonly values: number;
  readonly bytes: number;
  readonly decode: Decode;
}

/** 32-bit floats, by their number in GGUF. */
export const floatType = 0;

const u16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) | (u16(bytes, at + 2) << 16);

/** The number a half-float's bits stand for (weights hold no infinities). */
function half(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits & 0x8000 ? -size : size;
}

/** Half of 32 numbers lie in the low four bits of 16 bytes, half in the high ones; their fifth bits may lie elsewhere. */
const nibbles =
  (parts: {
    readonly step: (from: Uint8Array, at: number) => number;
    readonly least: (from: Uint8Array, at: number) => number;
    readonly quants: number;
    readonly fifth?: number;
  }): Decode =>
  (from, at, to, out) => {
    const { quants, fifth } = parts;
    const step = parts.step(from, at);
    const least = parts.least(from, at);
    const high = fifth === undefined ? 0 : u32(from, at + fifth);
    for (let i = 0; i < 16; i++) {
      const two = from[at + quants + i] ?? 0;
      to[out + i] = step * ((two & 15) | (((high >>> i) & 1) << 4)) + least;
      to[out + 16 + i] = step * ((two >> 4) | (((high >>> (i + 16)) & 1) << 4)) + least;
    }
  };

const firstHalf = (from: Uint8Array, at: number): number => half(u16(from, at));
const secondHalf = (from: Uint8Array, at: number): number => half(u16(from, at + 2));

/** What each of the sixteen numbers of IQ4_NL stands for. */
const levels = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113] as const;

const decodeLevels: Decode = (from, at, to, out) => {
  const step = half(u16(from, at));
  for (let i = 0; i < 16; i++) {
    const two = from[at + 2 + i] ?? 0;
    to[out + i] = step * (levels[two & 15] ?? 0);
    to[out + 16 + i] = step * (levels[two >> 4] ?? 0);
  }
};

const decodeBytes: Decode = (from, at, to, out) => {
  const step = half(u16(from, at));
  for (let i = 0; i < 32; i++) to[out + i] = step * (((from[at + 2 + i] ?? 0) << 24) >> 24);
};

const decodeHalf: Decode = (from, at, to, out) => {
  to[out] = half(u16(from, at));
};

/**
 * Kinds the engine's WebAssembly build multiplies several times slower than 32-bit floats, by their numbers in GGUF: all that have
 * a half-float for every number or every 32 (`npm run bench -- models --rollouts --kinds .`; WebAssembly has no instruction that
 * reads one). The layout of the blocks is that of ggml (`ggml-common.h`, `ggml-quants.c`).
 */
export const slowKinds: ReadonlyMap<number, WeightKind> = new Map([
  [1, { name: "F16", values: 1, bytes: 2, decode: decodeHalf }],
  [
    2,
    {
      name: "Q4_0",
      values: 32,
      bytes: 18,
      decode: nibbles({ step: firstHalf, least: (from, at) => -8 * firstHalf(from, at), quants: 2 }),
    },
  ],
  [
    3,
    {
      name: "Q4_1",
      values: 32,
      bytes: 20,
      decode: nibbles({ step: firstHalf, least: secondHalf, quants: 4 }),
    },
  ],
  [
    6,
    {
      name: "Q5_0",
      values: 32,
      bytes: 22,
      decode: nibbles({
        step: firstHalf,
        least: (from, at) => -16 * firstHalf(from, at),
        quants: 6,
        fifth: 2,
      }),
    },
  ],
  [
    7,
    {
      name: "Q5_1",
      values: 32,
      bytes: 24,
      decode: nibbles({ step: firstHalf, least: secondHalf, quants: 8, fifth: 4 }),
    },
  ],
  [8, { name: "Q8_0", values: 32, bytes: 34, decode: decodeBytes }],
  [20, { name: "IQ4_NL", values: 32, bytes: 18, decode: decodeLevels }],
]);
