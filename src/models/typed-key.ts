/**
 * A key as the page holds it between being typed and being needed by a fresh worker: sealed by a key of the browser's
 * own crypto that gives its bytes to nobody. Whoever reads the page's memory finds no key in it.
 */
export interface TypedKey {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  readonly by: CryptoKey;
}

export async function sealTypedKey(key: string): Promise<TypedKey> {
  const by = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, by, new TextEncoder().encode(key));
  return { iv, sealed, by };
}

/** Done inside the worker that may use the key. */
export async function openTypedKey({ iv, sealed, by }: TypedKey): Promise<string> {
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, by, sealed));
}
