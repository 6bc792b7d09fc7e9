const blockWords = 16;
const rounds = 64;
/** Fractions of the square roots of the first 8 primes, of the cube roots of the first 64 (FIPS 180-4). */
// oxfmt-ignore
const initial = Int32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);
// oxfmt-ignore
const constants = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
const schedule = new Int32Array(rounds);

/** SHA-256 of a text's UTF-8 bytes, in lower-case hex; works where `crypto.subtle` does not (http on a LAN). */
export function sha256Hex(text: string): string {
  const words = padded(utf8Of(text));
  const sums = initial.slice();
  for (let at = 0; at < words.length; at += blockWords) addBlock(sums, words, at);
  let hex = "";
  for (const sum of sums) hex += (sum >>> 0).toString(16).padStart(8, "0");
  return hex;
}

/** Half of a surrogate pair that stands alone is the replacement character, as everywhere. */
function utf8Of(text: string): Uint8Array {
  const bytes = new Uint8Array(3 * text.length);
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i)!;
    const point = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    const more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    bytes[end++] = more === 0 ? point : ((0xff00 >> (more + 1)) & 0xff) | (point >> (6 * more));
    for (let left = more - 1; left >= 0; left--) bytes[end++] = 0x80 | ((point >> (6 * left)) & 0x3f);
    if (more === 3) i += 1;
  }
  return bytes.subarray(0, end);
}

/** The bytes in words, highest byte first, with a bit behind them and their number of bits at the end of the last block. */
function padded(bytes: Uint8Array): Int32Array {
  const { length } = bytes;
  const words = new Int32Array(Math.ceil((length + 9) / (4 * blockWords)) * blockWords);
  for (let i = 0; i < length; i++) words[i >> 2]! |= bytes[i]! << (24 - 8 * (i & 3));
  words[length >> 2]! |= 0x80 << (24 - 8 * (length & 3));
  words[words.length - 2] = Math.floor(length / 2 ** 29);
  words[words.length - 1] = length << 3;
  return words;
}

function addBlock(sums: Int32Array, words: Int32Array, at: number): void {
  for (let i = 0; i < blockWords; i++) schedule[i] = words[at + i]!;
  for (let i = blockWords; i < rounds; i++) {
    const [early, late] = [schedule[i - 15]!, schedule[i - 2]!];
    const earlyMix = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const lateMix = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    schedule[i] = schedule[i - 16]! + earlyMix + schedule[i - 7]! + lateMix;
  }
  let [a, b, c, d, e, f, g, h] = [
    sums[0]!,
    sums[1]!,
    sums[2]!,
    sums[3]!,
    sums[4]!,
    sums[5]!,
    sums[6]!,
    sums[7]!,
  ];
  for (let i = 0; i < rounds; i++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first =
      (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + constants[i]! + schedule[i]!) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  const added = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < added.length; i++) sums[i]! += added[i]!;
}

function turned(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
