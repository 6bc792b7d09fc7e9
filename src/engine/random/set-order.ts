import type { EngineSpec } from "../options/spec.ts";

/**
 * The order in which a set of program indexes is walked. CPython walks its hash table, which is not ascending
 * (inserting 8 then 1 gives 8, 1), and the reference's draws depend on it; a port with ascending order makes other
 * decisions in one golden run of five. This is a model of CPython 3.8 to 3.13's set of small
 * non-negative integers: add, copy and intersection are all the search needs.
 */
export type SetOrder = EngineSpec["setOrder"];

/** Order of a set after adding `items` left to right. */
export function setOrder(order: SetOrder, items: readonly number[]): number[] {
  if (order === "ascending") return [...new Set(items)].toSorted((a, b) => a - b);
  return walk(tableOf(items));
}

/** Order of `set(s)` for the set `s` made from `items`. */
export function copiedSetOrder(order: SetOrder, items: readonly number[]): number[] {
  if (order === "ascending") return setOrder(order, items);
  return walk(copyTable(tableOf(items)));
}

/** Order of `a & b`: CPython walks the smaller one, the right one when they are equal. */
export function intersectionOrder(
  order: SetOrder,
  left: readonly number[],
  right: readonly number[],
): number[] {
  const a = setOrder(order, left);
  const b = setOrder(order, right);
  const [walked, other] = b.length > a.length ? [a, new Set(b)] : [b, new Set(a)];
  return setOrder(
    order,
    walked.filter((one) => other.has(one)),
  );
}

interface Table {
  /** -1 where nothing is. */
  readonly slots: Int32Array;
  readonly used: number;
}

const smallest = 8;
const linearProbes = 9;

function emptySlots(length: number): Int32Array {
  return new Int32Array(length).fill(-1);
}

function walk({ slots, used }: Table): number[] {
  const items: number[] = [];
  for (let i = 0; items.length < used; i++) if (slots[i]! >= 0) items.push(slots[i]!);
  return items;
}

function tableOf(items: readonly number[]): Table {
  let slots = emptySlots(smallest);
  let used = 0;
  for (const item of items) {
    const slot = findSlot(slots, item);
    if (slots[slot] === item) continue;
    slots[slot] = item;
    used += 1;
    if (used * 5 >= (slots.length - 1) * 3) slots = resized(slots, used > 50_000 ? used * 2 : used * 4);
  }
  return { slots, used };
}

function resized(slots: Int32Array, atLeast: number): Int32Array {
  let length = smallest;
  while (length <= atLeast) length *= 2;
  return refilled(emptySlots(length), slots);
}

function refilled(target: Int32Array, source: Int32Array): Int32Array {
  for (const item of source) if (item >= 0) target[findSlot(target, item)] = item;
  return target;
}

/** `set(s)`: the table is taken over when the new one has the same size, else every item is added again. */
function copyTable(source: Table): Table {
  const isLarge = source.used * 5 >= (smallest - 1) * 3;
  let length = smallest;
  while (isLarge && length <= source.used * 2) length *= 2;
  if (length === source.slots.length) return source;
  return { slots: refilled(emptySlots(length), source.slots), used: source.used };
}

/** Up to nine following slots if they fit before the end of the table, then perturbed jumps. */
function findSlot(slots: Int32Array, item: number): number {
  const mask = slots.length - 1;
  let start = item & mask;
  let perturb = item;
  for (;;) {
    const last = start + linearProbes <= mask ? start + linearProbes : start;
    for (let slot = start; slot <= last; slot++) {
      if (slots[slot] === -1 || slots[slot] === item) return slot;
    }
    perturb >>>= 5;
    start = (start * 5 + 1 + perturb) & mask;
  }
}
