import { type Encoding, joined, sequenceLength } from "./encoding.ts";
import { encodingWords } from "./encodings.ts";

/** Bytes as text, piece by piece; what is odd about their letters is remarked on once. */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  isChosen: boolean,
  onNote: (text: string) => void,
): AsyncGenerator<string> {
  if (!isChosen && !/^utf|^mixed/.test(encoding))
    onNote(
      `The file is not UTF-8; it was read as ${encodingWords(encoding)}. Check the letters in the preview; another encoding can be chosen above it.`,
    );
  const decoder = encoding === "mixed" ? mixedDecoder(onNote) : new TextDecoder(encoding);
  let isLossSaid = false;
  const checked = (text: string): string => {
    if (!isLossSaid && text.includes("\uFFFD")) {
      isLossSaid = true;
      onNote(
        isChosen
          ? `Some bytes of this file are no letters in ${encoding}: "\uFFFD" stands in their place. Choose another encoding.`
          : 'Some letters of this file are lost: "\uFFFD" stands in their place. Save it again as UTF-8 from where it comes.',
      );
    }
    return text;
  };
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield checked(text);
  }
  const rest = decoder.decode();
  if (rest !== "") yield checked(rest);
}

interface Decoder {
  decode(bytes?: Uint8Array, options?: { readonly stream: boolean }): string;
}

/** UTF-8 letter by letter; a byte that belongs to none is read as a Western letter. */
function mixedDecoder(onNote: (text: string) => void): Decoder {
  const utf8 = new TextDecoder();
  const western = new TextDecoder("windows-1252");
  let held: Uint8Array = new Uint8Array();
  let isSaid = false;
  const strange = (bytes: Uint8Array): string => {
    if (!isSaid) {
      isSaid = true;
      onNote(
        "Some places of this file are not UTF-8; those letters were read as Western ones (windows-1252). Check the accents in the preview.",
      );
    }
    return western.decode(bytes);
  };
  return {
    decode(chunk = new Uint8Array(), { stream } = { stream: false }) {
      const bytes = joined(held, chunk);
      const end = stream ? Math.max(0, bytes.length - 3) : bytes.length;
      let text = "";
      let start = 0;
      let at = 0;
      while (at < end) {
        const length = sequenceLength(bytes, at);
        if (length === 0) {
          text += utf8.decode(bytes.subarray(start, at)) + strange(bytes.subarray(at, at + 1));
          start = at + 1;
        }
        at += Math.max(1, length);
      }
      held = bytes.slice(at);
      return text + utf8.decode(bytes.subarray(start, at));
    },
  };
}
