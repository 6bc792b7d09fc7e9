import { addressesOf, engineOf, isLocal } from "../kinds/model-kinds.ts";
import type { WeightFile } from "../loaded-model.ts";
import type { GgufChoice, LocalChoice, StudentChoice } from "../model-choice.ts";
import type { ShelfOffer } from "../shelf.ts";
import type { GgufParts } from "../wllama/split-parts.ts";
import type { LocalOptions } from "./local-options.ts";

/** A model somebody added by name or address: kept as a setting, its files elsewhere. */
export interface AddedModel {
  readonly key: string;
  readonly label: string;
  readonly choice: LocalChoice;
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
  /** What a stopped download left here, to be gone on with. */
  readonly bytesHere?: number;
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

/** Hosts that Hugging Face sends its files from; a download from there needs these, and nothing else does. */
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
  const addresses = isLocal(choice) ? addressesOf(choice) : [];
  const origins = [...new Set(addresses.map((address) => new URL(address, base).origin))].filter(
    (origin) => origin !== new URL(base).origin && !origin.endsWith(".invalid"),
  );
  return origins.some(isHuggingFace) ? [...new Set([...origins, ...WEIGHT_HOSTS])] : origins;
}

/** The choice with what was set for it; what a run stores. */
export function withOptions<Choice extends StudentChoice>(choice: Choice, options: LocalOptions): Choice {
  return isLocal(choice) ? engineOf(choice).withOptions(choice, options) : choice;
}

/** The choice that stands for GGUF files kept here. */
export function filesChoice({ label, names }: GgufParts): GgufChoice {
  return { kind: "gguf", label, source: { kind: "stored-file", names } };
}

export function parseAdded(stored: unknown): readonly AddedModel[] {
  if (!Array.isArray(stored)) return [];
  return stored.filter(
    (item): item is AddedModel => typeof item?.key === "string" && item.choice && isLocal(item.choice),
  );
}
