import type { WeightFile } from "../loaded-model.ts";
import type { GgufChoice, StudentChoice, WebLlmChoice } from "../model-choice.ts";
import type { ShelfOffer } from "../shelf.ts";
import type { GgufParts } from "../wllama/split-parts.ts";

/** What a person set for one local model; everything left out is the usual. */
export interface LocalOptions {
  /** On the graphics card instead of the processor; GGUF only. */
  readonly gpu?: boolean;
  readonly contextLength?: number;
  /** More than one only where the speed test showed a gain. */
  readonly threads?: number;
  /** Experimental, WebLLM only: what the check on this device said, and whether it is made use of. */
  readonly reuse?: { readonly passed: boolean; readonly isOn: boolean; readonly words: string };
}

/** A model somebody added by name or address: kept as a setting, its files elsewhere. */
export interface AddedModel {
  readonly key: string;
  readonly label: string;
  readonly choice: GgufChoice | WebLlmChoice;
}

/** A local model as a line of the Models page. */
export interface LocalModel {
  /** Stable in lists and settings. */
  readonly key: string;
  readonly choice: StudentChoice;
  readonly label: string;
  readonly about: string;
  readonly bytes: number | undefined;
  /** All of it is on this machine: it works without a network. */
  readonly isReady: boolean;
  /** What the shelf says of it. */
  readonly offer?: ShelfOffer;
  /** Files that lie in the private file system. */
  readonly names?: readonly string[];
  /** Added by name or address: can be taken off the list. */
  readonly isAdded?: boolean;
  readonly options: LocalOptions;
  /** Files with their hashes, as far as they are known yet. */
  readonly weights?: readonly WeightFile[];
}

/** Hosts the weights of WebLLM's list come from; a download needs these, and nothing else does. */
const WEIGHT_HOSTS: readonly string[] = [
  "https://huggingface.co",
  "https://cdn-lfs.huggingface.co",
  "https://cdn-lfs-us-1.hf.co",
  "https://cas-bridge.xethub.hf.co",
  "https://raw.githubusercontent.com",
];

const isHuggingFace = (origin: string): boolean =>
  /(^|\.)(huggingface\.co|hf\.co)$/.test(new URL(origin).host);

/** Origins that must be allowed before this choice can be downloaded. */
export function downloadHosts(choice: StudentChoice, base: string): readonly string[] {
  const addresses =
    choice.kind === "gguf" && choice.source.kind === "url"
      ? choice.source.urls
      : choice.kind === "webllm"
        ? choice.custom === undefined
          ? WEIGHT_HOSTS
          : [choice.custom.model, choice.custom.library]
        : [];
  const origins = [...new Set(addresses.map((address) => new URL(address, base).origin))].filter(
    (origin) => origin !== new URL(base).origin && !origin.endsWith(".invalid"),
  );
  return origins.some(isHuggingFace) ? [...new Set([...origins, ...WEIGHT_HOSTS])] : origins;
}

/** The choice with what was set for it; what a run stores. */
export function withOptions<Choice extends StudentChoice>(choice: Choice, options: LocalOptions): Choice {
  if (choice.kind !== "gguf" && choice.kind !== "webllm") return choice;
  const { gpu, contextLength, threads } = options;
  const context = contextLength === undefined ? {} : { contextLength };
  if (choice.kind === "webllm")
    return { ...choice, ...context, ...(options.reuse?.isOn === true ? { reusePrefixes: true } : {}) };
  return {
    ...choice,
    ...context,
    ...(gpu === true ? { gpu } : threads !== undefined && threads > 1 ? { threads } : {}),
  };
}

/** The choice that stands for GGUF files kept here. */
export function filesChoice({ label, names }: GgufParts): GgufChoice {
  return { kind: "gguf", label, source: { kind: "stored-file", names } };
}

export function parseOptions(stored: unknown): Readonly<Record<string, LocalOptions>> {
  return typeof stored === "object" && stored !== null
    ? (stored as Readonly<Record<string, LocalOptions>>)
    : {};
}

export function parseAdded(stored: unknown): readonly AddedModel[] {
  if (!Array.isArray(stored)) return [];
  return stored.filter(
    (item): item is AddedModel =>
      typeof item?.key === "string" && (item.choice?.kind === "gguf" || item.choice?.kind === "webllm"),
  );
}
