import type { LocalEngine } from "../kinds/model-kind.ts";
import type { GgufChoice } from "../model-choice.ts";
import { partUrls } from "./split-parts.ts";

/** One file for the processor, or for a graphics card; its address names one revision. */
interface GgufEntry {
  readonly url: string;
  readonly quantization: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A GGUF through wllama. */
export const ggufKind: LocalEngine<GgufChoice, GgufEntry> = {
  name: ({ label }) => label,
  sizedName: ({ label }) => label,
  thinks: "as-is",
  repeatsItself: true,
  addresses: ({ source }) => (source.kind === "url" ? source.urls : []),
  shape: {
    label: "text",
    source: {
      byKind: { "stored-file": { names: { list: "text" } }, url: { urls: { list: "address" } } },
    },
    "contextLength?": "count",
    "thinking?": "thinking",
    "threads?": "count",
  },
  withOptions: (choice, { gpu, contextLength, threads }) => ({
    ...choice,
    ...(contextLength === undefined ? {} : { contextLength }),
    ...(gpu === true ? { gpu } : threads !== undefined && threads > 1 ? { threads } : {}),
  }),
  origin: ({ source }, base) =>
    source.kind === "url" ? `From ${new URL(source.urls[0] ?? base, base).host}.` : "",
  // One part of a split one is enough: the others are found by their names.
  at: ({ address, library }, label) =>
    library === undefined
      ? { kind: "gguf", label, source: { kind: "url", urls: partUrls(address) } }
      : undefined,
  isEntry: (value): value is GgufEntry => {
    const { url, bytes } = (value ?? {}) as Partial<GgufEntry>;
    return typeof url === "string" && URL.canParse(url) && typeof bytes === "number";
  },
  // Its hash is checked before it is loaded.
  offer: (name, { url, sha256, bytes, quantization }) => ({
    choice: { kind: "gguf", label: name, source: { kind: "url", urls: [url], sha256: [sha256] } },
    bytes,
    quantization,
  }),
  onProcessor: true,
};
