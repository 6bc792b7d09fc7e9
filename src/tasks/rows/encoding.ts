import { chunksOf } from "../../shared/chunks-of.ts";
import { guessEncoding } from "./guess-encoding.ts";
import { UnreadableFile } from "./read-item.ts";

/** How the bytes of a file are letters, as `TextDecoder` calls it; `mixed` is UTF-8 in which some places are not. */
export type Encoding = string;

const sampleBytes = 65_536;

/**
 * Decided on the whole file: a mark, two bytes a letter, UTF-8 that is valid throughout; else what its letters look
 * like, unless most of what is not plain ASCII is UTF-8 all the same. Throws `UnreadableFile` for what is no text.
 */
export async function encodingOf(blob: Blob): Promise<Encoding> {
  const sample = new Uint8Array(await blob.slice(0, sampleBytes).arrayBuffer());
  const [a, b, c, d] = sample;
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4)
    throw new UnreadableFile(
      "This is a zip or Office file, not text. Save it as CSV or drop it with its .xlsx name.",
    );
  const wide = twoBytesALetter(sample);
  if (wide !== undefined) return wide;
  const nulls = sample.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  if (nulls > 4 && nulls > sample.length / 50)
    throw new UnreadableFile("This looks like a binary file, not text. Nothing was imported.");
  if (await isUtf8(blob)) return "utf-8";
  const { valid, invalid } = await countSequences(blob);
  return valid > invalid ? "mixed" : guessEncoding(await beyondAscii(blob));
}

/** The first letters that are not plain ASCII, whole lines around them: what a language can be told by. */
async function beyondAscii(blob: Blob): Promise<Uint8Array> {
  let kept: Uint8Array = new Uint8Array();
  for await (const chunk of chunksOf(blob.stream())) {
    const first = chunk.findIndex((byte) => byte > 0x7f);
    if (first < 0 && kept.length === 0) continue;
    const start = kept.length > 0 ? 0 : chunk.lastIndexOf(0x0a, first) + 1;
    kept = joined(kept, chunk.subarray(start, start + sampleBytes - kept.length));
    if (kept.length >= sampleBytes) break;
  }
  return kept;
}

/** Commas, spaces, line ends and Latin letters have a zero byte, always on the same side. */
function twoBytesALetter(sample: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  let even = 0;
  let odd = 0;
  for (const [at, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const enough = Math.max(3, sample.length / 100);
  if (odd >= enough && even <= odd / 20) return "utf-16le";
  return even >= enough && odd <= even / 20 ? "utf-16be" : undefined;
}

async function isUtf8(blob: Blob): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of chunksOf(blob.stream())) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** How many letters beyond ASCII are valid UTF-8, and how many bytes are not. */
async function countSequences(blob: Blob): Promise<{ readonly valid: number; readonly invalid: number }> {
  let valid = 0;
  let invalid = 0;
  let held: Uint8Array = new Uint8Array();
  for await (const chunk of chunksOf(blob.stream())) {
    const bytes = joined(held, chunk);
    const end = bytes.length - 3;
    let at = 0;
    while (at < end) {
      const length = sequenceLength(bytes, at);
      if (length > 1) valid += 1;
      else if (length === 0) invalid += 1;
      at += Math.max(1, length);
    }
    held = bytes.slice(at);
  }
  for (let at = 0; at < held.length;) {
    const length = sequenceLength(held, at);
    if (length > 1) valid += 1;
    else if (length === 0) invalid += 1;
    at += Math.max(1, length);
  }
  return { valid, invalid };
}

/** Bytes of the UTF-8 letter that begins here; 0 where none does. */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length === 0 || first > 0xf4) return 0;
  for (let next = 1; next < length; next += 1) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  const isTooSmall = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const isNoLetter = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f);
  return isTooSmall || isNoLetter ? 0 : length;
}

export function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right;
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
