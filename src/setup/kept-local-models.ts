import type { WeightFile } from "../models/loaded-model.ts";
import { type AddedModel, type LocalModel, parseAdded, withOptions } from "../models/local/local-model.ts";
import type { LocalOptions } from "../models/local/local-options.ts";
import { saveSetting } from "../storage/library/settings.ts";
import { readSetting } from "../storage/read/settings.ts";
import type { StudioDatabase } from "../storage/schema.ts";

/** Something of each model, by the model's key. */
export type ByKey<T> = Readonly<Record<string, T>>;
export type Weights = readonly WeightFile[];

export function parseByKey<T>(stored: unknown): ByKey<T> {
  return typeof stored === "object" && stored !== null ? (stored as ByKey<T>) : {};
}

/** A line of the list with what is known of it: its own options, and the hashes of its weights. */
export function completed(
  line: Omit<LocalModel, "options">,
  options: LocalOptions,
  known: ByKey<Weights>,
): LocalModel {
  const weights = line.weights ?? weightsOf(line, known);
  return {
    ...line,
    choice: withOptions(line.choice, options),
    options,
    ...(weights === undefined ? {} : { weights }),
  };
}

/** Hashes are kept per file as it was stored, and per model as it was loaded. */
function weightsOf(line: Omit<LocalModel, "options">, known: ByKey<Weights>): Weights | undefined {
  const parts = (line.names ?? []).flatMap((name) => known[`file ${name}`] ?? []);
  return parts.length > 0 && parts.length === line.names?.length ? parts : known[line.key];
}

/** Keeps something of one model; what is kept of the others stays as it is stored by now. */
export async function storeOfModel(
  db: StudioDatabase,
  setting: "speeds" | "local-options" | "weights",
  key: string,
  value: unknown,
): Promise<void> {
  await saveSetting(db, setting, { ...parseByKey(await readSetting(db, setting)), [key]: value });
}

/** Models put on the list by hand. */
export async function readAdded(db: StudioDatabase): Promise<readonly AddedModel[]> {
  return parseAdded(await readSetting(db, "added-models"));
}

/** Puts a model on the list; without one takes it off. */
export async function storeAdded(db: StudioDatabase, key: string, model?: AddedModel): Promise<void> {
  const others = (await readAdded(db)).filter((other) => other.key !== key);
  await saveSetting(db, "added-models", model === undefined ? others : [...others, model]);
}
