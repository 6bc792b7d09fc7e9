import type { ListedModel } from "../host/loader.ts";
import type { LocalEngine, TypedAddresses } from "../kinds/model-kind.ts";
import { addressesOf, localEngines } from "../kinds/model-kinds.ts";
import type { LocalChoice } from "../model-choice.ts";
import { isWebAddress } from "../web-address.ts";
import type { AddedModel } from "./local-model.ts";

const lastPart = (address: string): string =>
  new URL(address).pathname.split("/").findLast((part) => part !== "") ?? "";

/**
 * A model at addresses as it was typed: a GGUF (one part of a split one is enough), or with a library a folder made for
 * WebLLM. Without a name the last part of its address is one. Undefined while an address is none.
 */
export function addedAt(typed: TypedAddresses, name: string): AddedModel | undefined {
  const [address, library] = [typed.address.trim(), typed.library?.trim()];
  if (!isWebAddress(address)) return undefined;
  const label = name.trim() || lastPart(address);
  const addresses = library === undefined ? { address } : { address, library };
  const [choice] = Object.values<Pick<LocalEngine<LocalChoice, never>, "at">>(localEngines).flatMap(
    (engine) => engine.at(addresses, label) ?? [],
  );
  return choice && { key: `address ${addressesOf(choice)[0] ?? address}`, label, choice };
}

/** A model of an engine's own list. */
export function addedFromList({ modelId, choice }: ListedModel): AddedModel {
  return { key: modelId, label: modelId, choice };
}
