import { textSeed } from "../../shared/seeded-random.ts";
import type { Example } from "../task-spec.ts";

const hashes = 24;
const bandSize = 4;
const similar = 0.8;

/**
 * Rows whose inputs are nearly the same text, as groups of ids (only groups of two or more). MinHash over three-word
 * shingles (Broder 1997), banded; every candidate is then compared exactly, at Jaccard 0.8. Only the hashes of a row
 * are held, and the shingles of two rows at a time, so that 200 MB of rows fit.
 */
export function nearDuplicateGroups(examples: readonly Example[]): readonly (readonly string[])[] {
  const leader = examples.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (leader[at] !== at) {
      leader[at] = leader[leader[at] as number] as number;
      at = leader[at] as number;
    }
    return at;
  };
  const shinglesAt = (index: number): Set<number> => shinglesOf(inputText(examples[index] as Example));
  for (const bucket of buckets(examples)) {
    const [first, ...others] = bucket;
    if (first === undefined || others.length === 0) continue;
    let shingles: Set<number> | undefined;
    for (const other of others) {
      if (find(first) === find(other)) continue;
      shingles ??= shinglesAt(first);
      if (jaccard(shingles, shinglesAt(other)) >= similar) leader[find(other)] = find(first);
    }
  }
  const groups = new Map<number, string[]>();
  for (const [index, example] of examples.entries()) {
    const key = find(index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [example.id]);
    else group.push(example.id);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

export function inputText(example: Example): string {
  return Object.values(example.inputs).join(" ");
}

/** Case, punctuation and numbers do not make a text another text. */
function shinglesOf(text: string): Set<number> {
  const words =
    text
      .toLowerCase()
      .replaceAll(/\d+/g, "0")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < 3) return new Set([textSeed(words.join(" "))]);
  return new Set(
    words.slice(2).map((word, index) => textSeed(`${words[index]} ${words[index + 1]} ${word}`)),
  );
}

function buckets(examples: readonly Example[]): Iterable<readonly number[]> {
  const byBand = new Map<string, number[]>();
  for (const [index, example] of examples.entries()) {
    const signature = minHashes(shinglesOf(inputText(example)));
    for (let band = 0; band < hashes; band += bandSize) {
      const key = `${band}:${signature.slice(band, band + bandSize).join(".")}`;
      const bucket = byBand.get(key);
      if (bucket === undefined) byBand.set(key, [index]);
      else bucket.push(index);
    }
  }
  return byBand.values();
}

function minHashes(shingles: ReadonlySet<number>): number[] {
  const least = Array.from({ length: hashes }, () => 0xffff_ffff);
  for (const shingle of shingles) {
    for (let index = 0; index < hashes; index += 1) {
      const mixed = Math.imul(shingle ^ (shingle >>> 15) ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b | 1);
      const hash = (mixed ^ (mixed >>> 13)) >>> 0;
      if (hash < (least[index] as number)) least[index] = hash;
    }
  }
  return least;
}

function jaccard(left: ReadonlySet<number>, right: ReadonlySet<number>): number {
  let shared = 0;
  for (const shingle of left) if (right.has(shingle)) shared += 1;
  const all = left.size + right.size - shared;
  return all === 0 ? 1 : shared / all;
}
