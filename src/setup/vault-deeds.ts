import { hostOf } from "../models/host-of.ts";
import type { StudentWorkerApi } from "../protocol/student-worker.ts";
import { saveVault } from "../storage/library/secrets.ts";
import { readVault } from "../storage/read/secrets.ts";
import type { StudioDatabase } from "../storage/schema.ts";

type Students = Pick<StudentWorkerApi, "unlockVault" | "sealKeys" | "changePassphrase">;

/** Each deed returns a sentence where it was refused; nothing was changed then. */
export interface VaultDeeds {
  /** Opens the keys. Those that do not open are named, unless only `needed` was asked for and opened. */
  readonly unlock: (passphrase: string, needed?: string) => Promise<string | undefined>;
  /** Keeps the keys of these origins, or all that this tab knows, sealed. */
  readonly seal: (passphrase: string, origins?: readonly string[]) => Promise<string | undefined>;
  readonly changePassphrase: (before: string, after: string) => Promise<string | undefined>;
}

const notIts = "This passphrase does not open the keys. Try again; nothing was changed.";
const another =
  "The keys in this browser are kept under another passphrase: use that one for all. Nothing was stored. If it is lost, forget those keys under Models, then keep the new ones.";
const unopenedWords = (origins: readonly string[]): string =>
  `Not opened: ${origins.map(hostOf).join(", ")}. Damaged, or sealed under another passphrase: try that one, or forget the key and enter it again. All other keys are open.`;

/** `students` seals and opens; the database keeps. */
export function vaultDeeds(db: StudioDatabase, students: () => Promise<Students>): VaultDeeds {
  return {
    async unlock(passphrase, needed) {
      const vault = await readVault(db);
      const outcome = await (await students()).unlockVault(vault, passphrase);
      if (outcome.kind === "wrong-passphrase") return notIts;
      if (outcome.change) await saveVault(db, vault, outcome.change);
      const { unopened } = outcome;
      const isEnough = needed === undefined ? unopened.length === 0 : outcome.origins.includes(needed);
      return isEnough ? undefined : unopenedWords(unopened);
    },
    async seal(passphrase, origins) {
      const vault = await readVault(db);
      const change = await (await students()).sealKeys(vault, passphrase, origins);
      if ("kind" in change) return another;
      await saveVault(db, vault, change);
      return undefined;
    },
    async changePassphrase(before, after) {
      const vault = await readVault(db);
      if (vault.master === undefined) return "Unlock the keys once; then their passphrase can be changed.";
      const change = await (await students()).changePassphrase(vault.master, before, after);
      if ("kind" in change) return notIts;
      await saveVault(db, vault, change);
      return undefined;
    },
  };
}
