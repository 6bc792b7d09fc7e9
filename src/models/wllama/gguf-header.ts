import { ggufPairs, type GgufValue, NeedsMoreBytes } from "./gguf-reader.ts";

/** The few facts of a GGUF file that are needed before it is loaded. */
interface GgufHeader {
  readonly architecture?: string;
  readonly name?: string;
  readonly license?: string;
  readonly contextLength?: number;
}

type GgufHeaderOutcome =
  | { readonly kind: "header"; readonly header: GgufHeader }
  | { readonly kind: "not-gguf"; readonly message: string };

const firstRead = 64 * 1024;
const mostRead = 64 * 1024 * 1024;

function parse(bytes: ArrayBuffer): GgufHeader {
  const found: Record<string, GgufValue> = {};
  for (const [key, value] of ggufPairs(new DataView(bytes))) {
    found[key] = value;
    // Everything wanted stands before the vocabulary, which is megabytes long.
    if (key.startsWith("tokenizer.")) break;
  }
  const architecture = found["general.architecture"];
  const name = found["general.name"];
  const license = found["general.license"];
  const contextLength = found[`${String(architecture)}.context_length`];
  return {
    ...(typeof architecture === "string" ? { architecture } : {}),
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof license === "string" ? { license } : {}),
    ...(typeof contextLength === "number" ? { contextLength } : {}),
  };
}

/** Reads the header of a GGUF file; only its beginning is read from disk. */
export async function readGgufHeader(file: Blob): Promise<GgufHeaderOutcome> {
  const magic = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (new TextDecoder().decode(magic) !== "GGUF")
    return {
      kind: "not-gguf",
      message: "This file is not a GGUF model: it does not start with the letters GGUF.",
    };
  for (let size = firstRead; ; size *= 8) {
    try {
      return { kind: "header", header: parse(await file.slice(0, size).arrayBuffer()) };
    } catch (thrown) {
      if (!(thrown instanceof NeedsMoreBytes))
        return { kind: "not-gguf", message: "The GGUF header of this file is damaged." };
      if (size >= file.size || size >= mostRead)
        return {
          kind: "not-gguf",
          message: "This GGUF file ends inside its own header; it was probably cut short.",
        };
    }
  }
}
