type Bytes = readonly number[];

/** Kinds of numbers as WebAssembly writes them, by Emscripten's letter. */
const kinds: Readonly<Record<string, number>> = { i: 0x7f, j: 0x7e, f: 0x7d, d: 0x7c };
const nothing = 0x40;
/** What an instruction for a zero of the kind is; `v` answers nothing. */
const zeros: Readonly<Record<string, Bytes>> = {
  v: [],
  i: [0x41, 0],
  j: [0x42, 0],
  f: [0x43, 0, 0, 0, 0],
  d: [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
};

const leb = (value: number): Bytes =>
  value < 128 ? [value] : [(value % 128) + 128, ...leb(Math.floor(value / 128))];
/** With a sign, of a number that has none. */
const signedLeb = (value: number): Bytes =>
  value < 64 ? [value] : [(value % 128) + 128, ...signedLeb(Math.floor(value / 128))];
const listOf = (items: readonly Bytes[]): Bytes => [...leb(items.length), ...items.flat()];
const sized = (bytes: Bytes): Bytes => [...leb(bytes.length), ...bytes];
const section = (kind: number, items: readonly Bytes[]): Bytes => [kind, ...sized(listOf(items))];
const named = (name: string): Bytes => sized([...new TextEncoder().encode(name)]);

/** The module's types: of its three helpers (answers a number, takes one, takes two), then of each signature. */
const helperTypes: readonly Bytes[] = [
  [0x60, 0, 1, 0x7f],
  [0x60, 1, 0x7f, 0],
  [0x60, 2, 0x7f, 0x7f, 0],
];
const helpers = helperTypes.length;

const kindsOf = (letters: string): readonly Bytes[] =>
  Array.from(letters, (letter) => [kinds[letter] ?? nothing]);

/** Takes the number of a function and its arguments, answers what that answers. */
const typeOf = (signature: string): Bytes => [
  0x60,
  ...listOf([[0x7f], ...kindsOf(signature.slice(1))]),
  ...listOf(signature.startsWith("v") ? [] : kindsOf(signature.charAt(0))),
];

/** Calls what stands in the table's slot; slots and types are counted alike. */
const callSlot = (at: number): Bytes => [0x41, ...signedLeb(at), 0x11, ...leb(at), 0];

function bodyOf(signature: string, at: number): Bytes {
  const answer = signature.charAt(0);
  const taken = Array.from(signature, (_, local): Bytes => [0x20, ...leb(local)]);
  const stack = leb(signature.length);
  const intoBlock: Bytes = [0x06, kinds[answer] ?? nothing];
  // Caught: thrown on if the engine has ended.
  const caught: Bytes = [0x19, 0x10, 0, 0x04, nothing, 0x09, 1, 0x0b];
  const putBack: Bytes = [0x20, ...stack, ...callSlot(1)];
  const note: Bytes = [0x41, 1, 0x41, 0, ...callSlot(2)];
  return [
    // One local of its own: where the stack was.
    [1, 1, 0x7f, ...callSlot(0), 0x21, ...stack],
    [...intoBlock, ...taken.flat(), ...callSlot(helpers + at)],
    [...caught, ...putBack, ...note, ...(zeros[answer] ?? [])],
    [0x0b, 0x0b],
  ].flat();
}

const head: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/**
 * A WebAssembly module with a function `invoke_SIGNATURE` for each signature: it calls a function of the engine and, if that
 * throws, puts the stack back and notes it, as the function of that name in Emscripten's script does. Its table `slots`
 * wants the engine's `emscripten_stack_get_current`, `_emscripten_stack_restore` and `setThrew`, then `dynCall_SIGNATURE` of
 * each; `e.isAborted` says whether the engine has ended.
 */
export function invokeModule(signatures: readonly string[]): Uint8Array<ArrayBuffer> {
  const typesOf = signatures.map((_, at) => leb(helpers + at));
  const bodies = signatures.map((signature, at) => sized(bodyOf(signature, at)));
  const exported = signatures.map((signature, at) => [...named(`invoke_${signature}`), 0, ...leb(at + 1)]);
  const sections = [
    section(1, [...helperTypes, ...signatures.map(typeOf)]),
    section(2, [[...named("e"), ...named("isAborted"), 0, 0]]),
    section(3, typesOf),
    section(4, [[0x70, 0, ...leb(helpers + signatures.length)]]),
    section(7, [[...named("slots"), 1, 0], ...exported]),
    section(10, bodies),
  ];
  return Uint8Array.from([head, ...sections].flat());
}
