import type { ListedModel } from "../webllm/load-webllm.ts";
import { partUrls } from "../wllama/split-parts.ts";
import type { AddedModel } from "./local-model.ts";

export const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const lastPart = (address: string): string =>
  new URL(address).pathname.split("/").findLast((part) => part !== "") ?? "";

/**
 * A model at addresses as it was typed: a GGUF (one part of a split one is enough), or with a library a folder made for
 * WebLLM. Without a name the last part of its address is one. Undefined while an address is none.
 */
export function addedAt(
  typed: { readonly address: string; readonly library?: string },
  name: string,
): AddedModel | undefined {
  const [address, library] = [typed.address.trim(), typed.library?.trim()];
  if (!isWebAddress(address)) return undefined;
  const label = name.trim() || lastPart(address);
  if (library !== undefined)
    return isWebAddress(library)
      ? {
          key: `address ${address}`,
          label,
          choice: { kind: "webllm", modelId: label, custom: { model: address, library } },
        }
      : undefined;
  const urls = partUrls(address);
  return {
    key: `address ${urls[0]}`,
    label,
    choice: { kind: "gguf", label, source: { kind: "url", urls } },
  };
}

/** A model of WebLLM's own list. */
export function addedFromList({ modelId }: ListedModel): AddedModel {
  return { key: modelId, label: modelId, choice: { kind: "webllm", modelId } };
}
