/** Chance by name: the same number for the same text, here and in `gepa_search.py`. FNV-1a with murmur3's finish. */
export function unit(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 2 ** 32;
}

/** A stream of numbers in [0, 1) that belongs to a key. */
export function stream(key: string): () => number {
  let n = 0;
  return () => unit(`${key}#${n++}`);
}

export function below(draw: () => number, n: number): number {
  return Math.floor(draw() * n);
}

/** `n` different numbers from 1 on, likelier where the weight is larger. */
export function weighted(draw: () => number, n: number, weights: readonly number[]): number[] {
  const left = [...weights];
  return Array.from({ length: n }, () => {
    let x = draw() * left.reduce((sum, one) => sum + one, 0);
    let at = 0;
    while (at < left.length - 1 && x >= left[at]!) x -= left[at++]!;
    left[at] = 0;
    return at + 1;
  });
}
