import type { LoadedContextInfo } from "@wllama/wllama/esm/types/types.js";

import type { Completion } from "../language-model.ts";

/** From here on the engine is opened afresh when its prompt changes. */
const mostBytes = 512 * 1024 * 1024;
/** Keys and values, of four bytes each. */
const bytesPerNumber = 8;

/** Bytes the cache of one token takes, as far as the model's own facts tell. */
export function cacheBytesPerToken({ n_embd, n_layer, metadata }: LoadedContextInfo): number {
  const fact = (name: string): number =>
    Number(metadata[`${metadata["general.architecture"]}.attention.${name}`]);
  const heads = fact("head_count") || 1;
  const keyHeads = fact("head_count_kv") || heads;
  return n_layer * keyHeads * (fact("key_length") || n_embd / heads) * bytesPerNumber;
}

/**
 * Counts what the engine keeps of earlier prompts: when a call shares less than half of what the cache holds, the engine copies that
 * aside, up to 8 GB, and has no option that bounds it. Its memory never shrinks, so it is opened afresh once that is too much.
 */
interface PromptsAside {
  /** Whether the engine should be opened afresh before it reads this prompt. */
  isFullFor(prefix: string): boolean;
  /** What a call held. */
  add(prefix: string, usage: Completion["usage"]): void;
  /** The engine is a new one. */
  empty(): void;
}

export function countPromptsAside(bytesPerToken: number): PromptsAside {
  let current: string | undefined;
  let heldTokens = 0;
  let aside = 0;
  return {
    isFullFor: (prefix) => prefix !== current && aside > mostBytes,
    add(prefix, { promptTokens = 0, cachedPromptTokens = 0, completionTokens = 0 }) {
      if (cachedPromptTokens < heldTokens / 2) aside += heldTokens * bytesPerToken;
      heldTokens = promptTokens + completionTokens;
      current = prefix;
    },
    empty() {
      heldTokens = 0;
      aside = 0;
    },
  };
}
