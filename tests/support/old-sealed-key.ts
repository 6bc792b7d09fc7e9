import { argon2id } from "hash-wasm";

import type { SealedKey } from "../../src/models/vault.ts";

/** A key as it was sealed before there was a master key: by the passphrase itself, under a salt of its own. */
export async function oldSealedKey(origin: string, key: string, passphrase: string): Promise<SealedKey> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const raw = await argon2id({
    password: passphrase.normalize("NFKC"),
    salt,
    memorySize: 65_536,
    iterations: 3,
    parallelism: 1,
    hashLength: 32,
    outputType: "binary",
  });
  const aes = await crypto.subtle.importKey("raw", new Uint8Array(raw), "AES-GCM", false, ["encrypt"]);
  const additionalData = new TextEncoder().encode(`gepa-studio key for ${origin}`);
  const box = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData },
    aes,
    new TextEncoder().encode(key),
  );
  return { origin, algorithm: "argon2id+aes-gcm", salt, iv, sealed: new Uint8Array(box), createdAt: 1 };
}
