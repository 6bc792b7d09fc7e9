import { ggufLayout, NeedsMoreBytes } from "./gguf-reader.ts";
import { aligned, ggufHead, type TensorToWrite } from "./gguf-writer.ts";
import { floatType, slowKinds, type WeightKind } from "./weight-kinds.ts";

const firstRead = 8 * 1024 * 1024;

type Layout = ReturnType<typeof ggufLayout>;

/** Undefined of a file whose head is damaged or cut short; the engine says what is wrong with it. */
async function layoutOf(
  file: Blob,
): Promise<{ readonly layout: Layout; readonly pairs: Uint8Array } | undefined> {
  for (let size = firstRead; ; size *= 4) {
    const head = await file.slice(0, size).arrayBuffer();
    try {
      const layout = ggufLayout(new DataView(head));
      return { layout, pairs: new Uint8Array(head, 0, layout.pairsEnd) };
    } catch (thrown) {
      if (!(thrown instanceof NeedsMoreBytes) || size >= file.size) return undefined;
    }
  }
}

/** A stretch of the file that is made: the weights of one tensor. */
interface Stretch extends TensorToWrite {
  /** Where its bytes lie in the file it is made from. */
  readonly from: number;
  /** Of weights that are written out. */
  readonly kind: WeightKind | undefined;
}

/**
 * The matrices of layers that are of a slow kind are written out, one after another, as long as `room` (more bytes) lasts. None of a
 * file that ends too early: it must stay one that does.
 */
function planOf({ tensors, dataStart }: Layout, fileBytes: number, room: number): readonly Stretch[] {
  let left = room;
  let last = 0;
  const starts = tensors.map(({ offset }) => offset).toSorted((a, b) => a - b);
  const plan = tensors.map(({ name, shape, type, offset }): Stretch => {
    const from = dataStart + offset;
    const next = starts.find((start) => start > offset);
    const bytes = next === undefined ? fileBytes - from : next - offset;
    const kind = slowKinds.get(type);
    const values = shape.reduce((product, size) => product * size, 1);
    const floats = values * Float32Array.BYTES_PER_ELEMENT;
    last = Math.max(last, from + (kind === undefined ? 0 : (values / kind.values) * kind.bytes));
    // The vocabulary's matrices are multiplied once for each token that is written, not read: there memory is what holds up.
    const isOfLayer = name.startsWith("blk.") && shape.length > 1;
    if (kind === undefined || !isOfLayer || floats - bytes > left)
      return { name, shape, type, from, bytes, kind: undefined };
    left -= floats - bytes;
    return { name, shape, type: floatType, from, bytes: floats, kind };
  });
  return last > fileBytes ? [] : plan;
}

/** The bytes from `start` to `end` of a stretch. */
async function read(file: Blob, { from, kind }: Stretch, start: number, end: number): Promise<Uint8Array> {
  if (kind === undefined) return new Uint8Array(await file.slice(from + start, from + end).arrayBuffer());
  const blockBytes = kind.values * Float32Array.BYTES_PER_ELEMENT;
  const first = Math.floor(start / blockBytes);
  const last = Math.ceil(end / blockBytes);
  const blocks = new Uint8Array(
    await file.slice(from + first * kind.bytes, from + last * kind.bytes).arrayBuffer(),
  );
  const numbers = new Float32Array((last - first) * kind.values);
  for (let at = 0; at < last - first; at++) kind.decode(blocks, at * kind.bytes, numbers, at * kind.values);
  return new Uint8Array(numbers.buffer, start - first * blockBytes, end - start);
}

/** A Blob whose bytes are made when they are read, so that they are in memory once: in the engine. */
function madeBlob(
  size: number,
  bytes: (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>,
): Blob {
  return Object.defineProperties(new Blob(), {
    size: { value: size },
    slice: {
      value: (start = 0, end = size) => {
        const last = Math.min(end, size);
        return madeBlob(Math.max(0, last - start), (a, b) => bytes(start + a, Math.min(start + b, last)));
      },
    },
    arrayBuffer: { value: async () => (await bytes(0, size)).buffer },
  });
}

/** A part of a GGUF, and how many of its tensors are other numbers now. */
interface Floats {
  readonly file: Blob;
  readonly written: number;
}

async function partAsFloats(file: Blob, room: number): Promise<Floats> {
  const found = await layoutOf(file);
  const plan = found === undefined ? [] : planOf(found.layout, file.size, room);
  const written = plan.filter(({ kind }) => kind !== undefined).length;
  if (found === undefined || written === 0) return { file, written: 0 };
  const { alignment } = found.layout;
  const head = ggufHead(found.pairs, plan, alignment);
  const starts: number[] = [];
  let size = head.length;
  for (const { bytes } of plan) {
    const begins = aligned(size, alignment);
    starts.push(begins);
    size = begins + bytes;
  }
  const bytesOf = async (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> => {
    const made = new Uint8Array(end - start);
    if (start < head.length) made.set(head.subarray(start, Math.min(end, head.length)));
    for (const [at, stretch] of plan.entries()) {
      const begins = starts[at] ?? size;
      const first = Math.max(start, begins);
      const last = Math.min(end, begins + stretch.bytes);
      if (first < last) made.set(await read(file, stretch, first - begins, last - begins), first - start);
    }
    return made;
  };
  return { file: madeBlob(size, bytesOf), written };
}

/**
 * The parts of a GGUF with the weights of slow kinds as 32-bit floats: the same numbers, four bytes each. `mostBytes` is how large
 * all may become; what does not fit stays as it is. `written` counts the tensors that are floats now.
 */
export async function asFloats(
  files: readonly Blob[],
  mostBytes: number,
): Promise<{ readonly files: readonly Blob[]; readonly written: number }> {
  const parts: Floats[] = [];
  let room = mostBytes - files.reduce((sum, { size }) => sum + size, 0);
  for (const file of files) {
    const part = await partAsFloats(file, room);
    room -= part.file.size - file.size;
    parts.push(part);
  }
  return {
    files: parts.map(({ file }) => file),
    written: parts.reduce((sum, { written }) => sum + written, 0),
  };
}
