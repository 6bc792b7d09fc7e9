import { readFileSync } from "node:fs";

/** The parts of a GGUF file's tokenizer needed to count tokens. */
export interface GgufVocabulary {
  readonly tokens: readonly string[];
  readonly merges: readonly string[];
}

const fixedSizes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const stringKind = 8;
const arrayKind = 9;

/** Reads the header of a GGUF file (version 2 or 3) up to its tokenizer; the tensors are not touched. */
export function readGgufVocabulary(path: string): GgufVocabulary {
  const bytes = readFileSync(path);
  if (bytes.toString("latin1", 0, 4) !== "GGUF") throw new Error(`${path} is not a GGUF file`);
  let at = 16;
  const length = (): number => {
    const value = Number(bytes.readBigUInt64LE(at));
    at += 8;
    return value;
  };
  const text = (): string => {
    const size = length();
    at += size;
    return bytes.toString("utf8", at - size, at);
  };
  const kindOf = (): number => {
    at += 4;
    return bytes.readUInt32LE(at - 4);
  };
  const skip = (kind: number): void => {
    const size = fixedSizes[kind];
    if (size === undefined) throw new Error(`unknown value kind ${kind} in ${path}`);
    at += size;
  };
  const strings = (): readonly string[] => {
    const kind = kindOf();
    const count = length();
    const found: string[] = [];
    for (let i = 0; i < count; i += 1) {
      if (kind === stringKind) found.push(text());
      else skip(kind);
    }
    return found;
  };
  const lists = new Map<string, readonly string[]>();
  const pairs = length();
  for (let i = 0; i < pairs; i += 1) {
    const key = text();
    const kind = kindOf();
    if (kind === arrayKind) lists.set(key, strings());
    else if (kind === stringKind) text();
    else skip(kind);
  }
  return {
    tokens: lists.get("tokenizer.ggml.tokens") ?? [],
    merges: lists.get("tokenizer.ggml.merges") ?? [],
  };
}
