/** A piece of a text: kept, come or gone since another text. */
export interface DiffPart {
  readonly kind: "same" | "new" | "gone";
  readonly text: string;
}

/** Cuts parts at line ends, so that a list shows as a list also when it is a diff. */
export function diffLines(parts: readonly DiffPart[]): readonly (readonly DiffPart[])[] {
  const lines: DiffPart[][] = [[]];
  for (const part of parts) {
    const pieces = part.text.split("\n");
    pieces.forEach((text, index) => {
      if (index > 0) lines.push([]);
      if (text !== "") lines.at(-1)?.push({ kind: part.kind, text });
    });
  }
  return lines.filter((line) => line.some((part) => part.text.trim() !== ""));
}
