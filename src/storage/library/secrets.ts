import type { Vault, VaultChange, WrappedMaster } from "../../models/vault.ts";
import { masterSetting, readVault } from "../read/secrets.ts";
import type { StudioDatabase } from "../schema.ts";

const isSame = (a: WrappedMaster | undefined, b: WrappedMaster | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.iv.join() === b.iv.join();

/**
 * Stores a change that was made to the vault as it was `seen`: one key per origin, the newest replaces the older. Throws
 * where another tab has given the vault another master key or passphrase since: nothing sealed before may be shut out.
 */
export async function saveVault(db: StudioDatabase, seen: Vault, change: VaultChange): Promise<void> {
  await db.transaction("rw", db.secrets, db.settings, async () => {
    if (!isSame((await readVault(db)).master, seen.master))
      throw new Error("another tab changed the kept keys meanwhile. Nothing was stored; try again.");
    await db.settings.put({ key: masterSetting, value: change.master });
    await db.secrets.bulkPut([...change.entries]);
  });
}

/** With the last key the master key goes too: the next one may be sealed under any passphrase. */
export async function forgetSecret(db: StudioDatabase, origin: string): Promise<void> {
  await db.transaction("rw", db.secrets, db.settings, async () => {
    await db.secrets.delete(origin);
    if ((await db.secrets.count()) === 0) await db.settings.delete(masterSetting);
  });
}
