import { Dexie } from "dexie";

import { weightCaches } from "../../models/kinds/model-kinds.ts";
import { scratchName } from "../bundle/scratch-name.ts";
import { basePathOf, modelFolders } from "../database-name.ts";
import type { StudioDatabase } from "../schema.ts";

/** What `eraseEverything` did, for the page to say. */
interface Erased {
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
  modelCaches: readonly string[] = weightCaches,
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

/** Removes model weights from this browser, and nothing that could not be had again from where it came. */
export async function eraseWeights(
  kind: "weights" | "files",
  db: StudioDatabase,
  address: string,
): Promise<void> {
  if (kind === "files") await erasePrivateFiles(basePathOf(address), db.name);
  else await Promise.all(weightCaches.map((name) => caches.delete(name)));
}

/** Model files opened from disk or downloaded (their folders are named so by src/models) and the newest export. */
async function erasePrivateFiles(basePath: string, database: string): Promise<readonly string[]> {
  const models = modelFolders(basePath);
  if (typeof navigator === "undefined" || typeof navigator.storage?.getDirectory !== "function") {
    const there = typeof caches === "undefined" ? [] : await caches.keys();
    const kept = models.filter((name) => there.includes(name));
    await Promise.all(kept.map((name) => caches.delete(name)));
    return kept;
  }
  const root = await navigator.storage.getDirectory();
  const erased: string[] = [];
  for (const name of [...models, scratchName(database)]) {
    try {
      await root.removeEntry(name, { recursive: true });
      erased.push(name);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
    }
  }
  return erased;
}
