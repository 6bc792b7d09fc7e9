import { UnreadableFile } from "./read-item.ts";

/** Bytes as text, piece by piece: UTF-8, UTF-16 by its mark, otherwise Western (windows-1252). */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  onNote: (text: string) => void,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue;
    decoder ??= decoderFor(chunk, onNote);
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder?.decode();
  if (rest !== undefined && rest !== "") yield rest;
}

function decoderFor(first: Uint8Array, onNote: (text: string) => void): TextDecoder {
  const [a, b] = first;
  if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le");
  if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be");
  const sample = first.subarray(0, 65_536);
  if (a === 0x50 && b === 0x4b)
    throw new UnreadableFile(
      "This is a zip or Office file, not text. Save it as CSV or drop it with its .xlsx name.",
    );
  const nulls = sample.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  if (nulls > 4 && nulls > sample.length / 50)
    throw new UnreadableFile("This looks like a binary file, not text. Nothing was imported.");
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return new TextDecoder("utf-8");
  } catch {
    onNote(
      "The file is not UTF-8; it was read as Western text (windows-1252). Check the accents in the preview.",
    );
    return new TextDecoder("windows-1252");
  }
}
