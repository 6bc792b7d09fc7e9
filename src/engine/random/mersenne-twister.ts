const size = 624;
const middle = 397;

/** MT19937 (Matsumoto and Nishimura 1998), seeded as CPython seeds it from an integer. Draws 32-bit words. */
interface MersenneTwister {
  nextWord(): number;
}

export function createMersenneTwister(seed: number | bigint): MersenneTwister {
  const state = initByArray(seedWords(seed));
  let index = size;
  return {
    nextWord() {
      if (index >= size) {
        regenerate(state);
        index = 0;
      }
      return temper(state[index++]!);
    },
  };
}

/** |seed| in 32-bit words, lowest first; zero is one word. */
function seedWords(seed: number | bigint): number[] {
  let rest = BigInt(seed);
  if (rest < 0n) rest = -rest;
  const words: number[] = [];
  do {
    words.push(Number(rest & 0xffffffffn));
    rest >>= 32n;
  } while (rest > 0n);
  return words;
}

function initBySeed(seed: number): Uint32Array {
  const state = new Uint32Array(size);
  state[0] = seed;
  for (let i = 1; i < size; i++) {
    const previous = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = Math.imul(previous, 1812433253) + i;
  }
  return state;
}

function initByArray(key: readonly number[]): Uint32Array {
  const state = initBySeed(19650218);
  let i = 1;
  let j = 0;
  for (let k = Math.max(size, key.length); k > 0; k--) {
    const previous = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = (state[i]! ^ Math.imul(previous, 1664525)) + key[j]! + j;
    if (++i >= size) {
      state[0] = state[size - 1]!;
      i = 1;
    }
    if (++j >= key.length) j = 0;
  }
  for (let k = size - 1; k > 0; k--) {
    const previous = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = (state[i]! ^ Math.imul(previous, 1566083941)) - i;
    if (++i >= size) {
      state[0] = state[size - 1]!;
      i = 1;
    }
  }
  state[0] = 0x80000000;
  return state;
}

function regenerate(state: Uint32Array): void {
  for (let i = 0; i < size; i++) {
    const mixed = (state[i]! & 0x80000000) | (state[(i + 1) % size]! & 0x7fffffff);
    state[i] = state[(i + middle) % size]! ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
  }
}

function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}
