import type { LocalEngine } from "../kinds/model-kind.ts";
import type { WebLlmChoice } from "../model-choice.ts";
import { isWebAddress } from "../web-address.ts";

/** A build of a model for the graphics card, by its id in WebLLM's list. */
interface ShelfBuild {
  readonly id: string;
  /** Graphics memory it needs, from WebLLM's own list. */
  readonly megabytes: number;
}

/** `half` wants half-floats of the graphics card; `full` does without. */
interface WebLlmEntry {
  readonly half: ShelfBuild;
  readonly full?: ShelfBuild;
}

/** Where the weights and the compiled libraries of WebLLM's own list lie. */
const listAddresses = ["https://huggingface.co", "https://raw.githubusercontent.com"];

const isBuild = (value: unknown): boolean => {
  const { id, megabytes } = (value ?? {}) as Partial<ShelfBuild>;
  return typeof id === "string" && typeof megabytes === "number";
};

/** WebLLM: models compiled for the graphics card. */
export const webLlmKind: LocalEngine<WebLlmChoice, WebLlmEntry> = {
  name: ({ modelId }) => modelId,
  sizedName: ({ modelId }) => modelId,
  // A Student is called thousands of times.
  thinks: "off",
  addresses: ({ custom }) => (custom === undefined ? listAddresses : [custom.model, custom.library]),
  shape: {
    modelId: "text",
    "contextLength?": "count",
    "thinking?": "thinking",
    "custom?": { fields: { model: "address", library: "address" } },
  },
  withOptions: (choice, { contextLength, reuse }) => ({
    ...choice,
    ...(contextLength === undefined ? {} : { contextLength }),
    ...(reuse?.isOn === true ? { reusePrefixes: true } : {}),
  }),
  origin: ({ custom }) => {
    if (custom === undefined) return "From WebLLM’s list, on the graphics card.";
    const isFolder = custom.model.includes(".invalid/");
    return `From ${isFolder ? "a folder of yours" : new URL(custom.model).host}, on the graphics card.`;
  },
  at: ({ address, library }, label) =>
    library !== undefined && isWebAddress(library)
      ? { kind: "webllm", modelId: label, custom: { model: address, library } }
      : undefined,
  isEntry: (value): value is WebLlmEntry => isBuild((value as Partial<WebLlmEntry> | null)?.half),
  offer: (_, { half, full }, gpu) => {
    const build = gpu.kind === "none" ? undefined : gpu.halfFloats ? half : full;
    return (
      build && {
        choice: { kind: "webllm", modelId: build.id },
        bytes: build.megabytes * 1e6,
        onCard: { halfFloats: build === half },
      }
    );
  },
  caches: ["webllm/model", "webllm/config", "webllm/wasm"],
  checksReuse: true,
};
