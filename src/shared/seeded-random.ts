/** A small seeded source of randomness for generators and splits. The engine has its own (it must match a reference). */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
  chance(probability: number): boolean;
  /** A shuffled copy (Fisher-Yates). */
  shuffled<Item>(items: readonly Item[]): Item[];
}

function splitMix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/** sfc32 (Chris Doty-Humphrey), seeded through splitmix32. `stream` separates independent uses of one seed. */
export function createSeededRandom(seed: number, stream = ""): SeededRandom {
  const fill = splitMix32(seed ^ textSeed(stream));
  let a = fill();
  let b = fill();
  let c = fill();
  let counter = fill();
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    pick: <Item>(items: readonly Item[]) => {
      if (items.length === 0) throw new Error("cannot pick from an empty list");
      return items[below(items.length)] as Item;
    },
    chance: (probability) => next() < probability,
    shuffled: <Item>(items: readonly Item[]) => {
      const copy = [...items];
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        [copy[last], copy[other]] = [copy[other] as Item, copy[last] as Item];
      }
      return copy;
    },
  };
}

/** FNV-1a, 32 bits: a number from a text, for seeding and for buckets (not for identity). */
export function textSeed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
