interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** Cuts a text around the words a sentence quotes, so that they can be marked. */
export function markQuoted(text: string, sentence: string): readonly Piece[] {
  const quoted = /"([^"]+)"/.exec(sentence)?.[1];
  const at = quoted === undefined ? -1 : text.toLowerCase().indexOf(quoted.toLowerCase());
  if (quoted === undefined || at < 0) return [{ text, marked: false }];
  return [
    { text: text.slice(0, at), marked: false },
    { text: text.slice(at, at + quoted.length), marked: true },
    { text: text.slice(at + quoted.length), marked: false },
  ].filter((piece) => piece.text !== "");
}
