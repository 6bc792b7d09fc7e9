import type { SecretRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Every sealed key, by origin. What is in them only student.worker can read, with the passphrase. */
export async function listSecrets(db: StudioDatabase): Promise<SecretRow[]> {
  return db.secrets.orderBy("origin").toArray();
}
