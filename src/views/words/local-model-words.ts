import type { LocalModel } from "../../models/local/local-model.ts";
import { formatBytes } from "./numbers.ts";

/** What a local model weighs, as far as it is known. */
export function sizeWords({ bytes, isReady, catalogued }: LocalModel): string {
  if (!bytes) return "";
  return isReady || !catalogued ? formatBytes(bytes) : `about ${formatBytes(bytes)}`;
}

/** Something of it is kept here, or it was put on the list by hand. */
export function canBeRemoved(model: LocalModel): boolean {
  return model.key !== "embedded" && (model.isReady || model.isAdded === true || model.names !== undefined);
}
