import { readFileSync } from "node:fs";

import { ggufPairs } from "../../src/models/wllama/gguf-reader.ts";

/** The parts of a GGUF file's tokenizer needed to count tokens. */
export interface GgufVocabulary {
  readonly tokens: readonly string[];
  readonly merges: readonly string[];
}

/** Reads the header of a GGUF file (version 2 or 3) up to its tokenizer; the tensors are not touched. */
export function readGgufVocabulary(path: string): GgufVocabulary {
  const bytes = readFileSync(path);
  if (bytes.toString("latin1", 0, 4) !== "GGUF") throw new Error(`${path} is not a GGUF file`);
  const pairs = new Map(ggufPairs(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  const list = (key: string): readonly string[] => {
    const value = pairs.get(key);
    return typeof value === "object" ? value : [];
  };
  return { tokens: list("tokenizer.ggml.tokens"), merges: list("tokenizer.ggml.merges") };
}
