import { databaseName } from "./database-name.ts";
import { type Durability, schemaVersion, StudioDatabase } from "./schema.ts";

/** What came of opening the database, each case a sentence of the page. */
export type OpenOutcome =
  | { readonly kind: "open"; readonly db: StudioDatabase }
  /** Made by a later version of the app; it was not touched. */
  | { readonly kind: "database-newer"; readonly message: string }
  /** The browser gives this page no storage (private window, policy, full disk, damaged profile). */
  | { readonly kind: "storage-refused"; readonly message: string };

/** What other tabs can do to one that opens or holds the database. */
interface DatabaseListeners {
  /** This tab waits to upgrade, another tab still has the old version open. */
  readonly onBlocked?: () => void;
  /** Another tab wants to upgrade: this one has closed its database and must be reloaded, not written with. */
  readonly onOutdated?: () => void;
  /** Another tab erases everything: this one has closed its database, and what it showed is gone. */
  readonly onErased?: () => void;
  /** The browser itself closed the database: site data cleared, evicted, or its disk failed. */
  readonly onGone?: () => void;
}

/** Dexie multiplies its version by ten for the browser. */
const nativeFactor = 10;

/** Version of the database on disk without opening it, where the browser can say (all current ones). */
async function storedVersion(name: string): Promise<number | undefined> {
  if (typeof indexedDB.databases !== "function") return undefined;
  const found = (await indexedDB.databases()).find((entry) => entry.name === name);
  return found?.version === undefined ? undefined : Math.floor(found.version / nativeFactor);
}

/** Opens a database by its full name; `openStudio` is the usual way in. */
export async function openDatabase(
  name: string,
  listeners: DatabaseListeners = {},
  durability: Durability = "relaxed",
): Promise<OpenOutcome> {
  try {
    const found = await storedVersion(name);
    if (found !== undefined && found > schemaVersion) return newer(found);
    const db = new StudioDatabase(name, durability);
    db.on("blocked", () => listeners.onBlocked?.());
    db.on("versionchange", ({ newVersion }) => {
      db.close({ disableAutoOpen: true });
      // A deletion asks for no version at all.
      if (newVersion === null) listeners.onErased?.();
      else listeners.onOutdated?.();
    });
    // Only the browser fires this; our own closing does not.
    db.on("close", () => listeners.onGone?.());
    await db.open();
    const opened = Math.floor(db.backendDB().version / nativeFactor);
    if (opened <= schemaVersion) return { kind: "open", db };
    db.close();
    return newer(opened);
  } catch (error) {
    return { kind: "storage-refused", message: refusal(error) };
  }
}

/** Opens the database of the app served at this base path. */
export function openStudio(basePath: string, listeners: DatabaseListeners = {}): Promise<OpenOutcome> {
  return openDatabase(databaseName(basePath), listeners);
}

function newer(found: number): OpenOutcome {
  return {
    kind: "database-newer",
    message: `Your data was last opened by a newer version of this app (its storage is version ${found}, this app knows version ${schemaVersion}). Nothing was changed. Reload to get the newer app.`,
  };
}

function refusal(error: unknown): string {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `The browser does not let this page store anything (${said}). In a private window, or with storage blocked for this site, runs cannot be kept: open the page in an ordinary window or allow storage for it. Nothing was lost.`;
}
