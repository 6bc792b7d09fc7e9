import { argon2id } from "hash-wasm";

/** One key, sealed with a passphrase and bound to the origin it was given for. */
export interface SealedKey {
  readonly origin: string;
  readonly algorithm: "argon2id+aes-gcm";
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
  readonly sealed: Uint8Array;
  readonly createdAt: number;
}

/** OWASP's minimum for Argon2id is 19 MiB and 2 passes; this takes a good half second on a laptop. */
const cost = { memorySize: 64 * 1024, iterations: 3, parallelism: 1, hashLength: 32 };

/** The AES key a passphrase stands for. It cannot be read back out of the browser's crypto. */
async function keyFrom(passphrase: string, salt: Uint8Array): Promise<CryptoKey> {
  const bytes = await argon2id({
    password: passphrase.normalize("NFKC"),
    salt,
    ...cost,
    outputType: "binary",
  });
  const raw = new Uint8Array(bytes);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  raw.fill(0);
  return key;
}

/** The origin is authenticated with the key: a row moved to another origin does not open. */
const boundTo = (origin: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`gepa-studio key for ${origin}`);

export async function sealKey(
  origin: string,
  key: string,
  passphrase: string,
  now: number,
): Promise<SealedKey> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: boundTo(origin) },
    await keyFrom(passphrase, salt),
    new TextEncoder().encode(key),
  );
  return { origin, algorithm: "argon2id+aes-gcm", salt, iv, sealed: new Uint8Array(sealed), createdAt: now };
}

export type OpenedKey =
  | { readonly kind: "opened"; readonly key: string }
  /** Nobody can tell a wrong passphrase from a damaged row. */
  | { readonly kind: "wrong-passphrase" };

export async function openKey(row: SealedKey, passphrase: string): Promise<OpenedKey> {
  const key = await keyFrom(passphrase, row.salt);
  try {
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: new Uint8Array(row.iv), additionalData: boundTo(row.origin) },
      key,
      new Uint8Array(row.sealed),
    );
    return { kind: "opened", key: new TextDecoder().decode(opened) };
  } catch {
    return { kind: "wrong-passphrase" };
  }
}
