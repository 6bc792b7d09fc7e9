import { Dexie } from "dexie";

import { scratchName } from "../bundle/scratch-name.ts";
import { basePathOf } from "../database-name.ts";
import type { StudioDatabase } from "../schema.ts";

/** What `eraseEverything` did, for the page to say. */
export interface Erased {
  readonly database: string;
  readonly caches: readonly string[];
  readonly files: readonly string[];
}

/**
 * Removes all this app keeps in this browser: database, weight caches, private files, session storage. Only names that
 * carry our base path are touched, for other apps may share the origin. Model libraries name their caches themselves:
 * those are in `modelCaches`.
 */
export async function eraseEverything(
  db: StudioDatabase,
  address: string,
  modelCaches: readonly string[] = ["webllm/model", "webllm/config", "webllm/wasm"],
): Promise<Erased> {
  const basePath = basePathOf(address);
  const database = db.name;
  db.close();
  await Dexie.delete(database);
  const names = typeof caches === "undefined" ? [] : await caches.keys();
  const ours = names.filter(
    (name) => name.startsWith(`gepa-studio:${basePath}:`) || modelCaches.includes(name),
  );
  await Promise.all(ours.map((name) => caches.delete(name)));
  const files = await erasePrivateFiles(basePath, database);
  return { database, caches: ours, files };
}

/** Model files opened from disk (their folder is named by src/models/stored-files.ts in this way) and the newest export. */
async function erasePrivateFiles(basePath: string, database: string): Promise<readonly string[]> {
  if (typeof navigator === "undefined" || typeof navigator.storage?.getDirectory !== "function") return [];
  const root = await navigator.storage.getDirectory();
  const models = `gepa-studio-models:${basePath}`.replaceAll(/[^\w.-]+/g, "_");
  const erased: string[] = [];
  for (const name of [models, scratchName(database)]) {
    try {
      await root.removeEntry(name, { recursive: true });
      erased.push(name);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
    }
  }
  return erased;
}
