import type { Vault, WrappedMaster } from "../../models/vault.ts";
import type { SecretRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import { readSetting } from "./settings.ts";

/** The setting that holds the vault's wrapped master key. */
export const masterSetting = "vault";

/** Every sealed key, by origin. What is in them only student.worker can read, with the passphrase. */
export async function listSecrets(db: StudioDatabase): Promise<SecretRow[]> {
  return db.secrets.orderBy("origin").toArray();
}

const isWrapped = (value: unknown): value is WrappedMaster =>
  typeof value === "object" &&
  value !== null &&
  ["salt", "iv", "sealed"].every((part) => Reflect.get(value, part) instanceof Uint8Array);

/** The vault whole, as one moment knew it. */
export async function readVault(db: StudioDatabase): Promise<Vault> {
  return db.transaction("r", db.secrets, db.settings, async () => {
    const master = await readSetting(db, masterSetting);
    return { master: isWrapped(master) ? master : undefined, entries: await listSecrets(db) };
  });
}
