import { argon2id } from "hash-wasm";

/** One key as the vault keeps it, bound to the origin it was given for. */
export interface SealedKey {
  readonly origin: string;
  /** `aes-gcm` is sealed by the master key; `argon2id+aes-gcm`, of earlier versions, by the passphrase itself. */
  readonly algorithm: "aes-gcm" | "argon2id+aes-gcm";
  /** The passphrase's salt, where the passphrase itself sealed it. */
  readonly salt?: Uint8Array;
  readonly iv: Uint8Array;
  readonly sealed: Uint8Array;
  readonly createdAt: number;
}

/** The vault's one master key, sealed by what the passphrase stands for. */
export interface WrappedMaster {
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
  readonly sealed: Uint8Array;
}

export interface Vault {
  /** None before the first key is sealed, and where an earlier version sealed every key by itself. */
  readonly master?: WrappedMaster | undefined;
  readonly entries: readonly SealedKey[];
}

/** What is to be stored, in one transaction: the master key and the entries that are new or sealed anew. */
export interface VaultChange {
  readonly master: WrappedMaster;
  readonly entries: readonly SealedKey[];
}

/** Nobody can tell a wrong passphrase from a damaged row. */
export interface WrongPassphrase {
  readonly kind: "wrong-passphrase";
}

interface OpenedVault {
  readonly kind: "opened";
  readonly keys: readonly { readonly origin: string; readonly key: string }[];
  /** Origins of entries that are damaged or were sealed under another passphrase. */
  readonly unopened: readonly string[];
  /** Where entries of an earlier version opened, they are sealed anew by the master key. */
  readonly change?: VaultChange;
}

/** OWASP's minimum for Argon2id is 19 MiB and 2 passes; this takes a good half second on a laptop. */
const cost = { memorySize: 64 * 1024, iterations: 3, parallelism: 1, hashLength: 32 };

const wrong: WrongPassphrase = { kind: "wrong-passphrase" };
const masterPurpose = "gepa-studio master key";
/** The origin is authenticated with the key: a row moved to another origin does not open. */
const purposeOf = (origin: string): string => `gepa-studio key for ${origin}`;

type Bytes = Uint8Array<ArrayBuffer>;
const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** A key that cannot be read back out of the browser's crypto; the bytes it came from are gone afterwards. */
async function importOnce(raw: Bytes): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  raw.fill(0);
  return key;
}

async function keyFrom(passphrase: string, salt: Uint8Array): Promise<CryptoKey> {
  const password = passphrase.normalize("NFKC");
  return importOnce(new Uint8Array(await argon2id({ password, salt, ...cost, outputType: "binary" })));
}

async function seal(key: CryptoKey, purpose: string, bytes: Bytes): Promise<{ iv: Bytes; sealed: Bytes }> {
  const iv = random(12);
  const additionalData = new TextEncoder().encode(purpose);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, bytes);
  return { iv, sealed: new Uint8Array(sealed) };
}

/** Undefined where it does not open: another key, another purpose, or damaged in whatever way. */
async function open(
  key: CryptoKey | (() => Promise<CryptoKey>),
  purpose: string,
  box: { readonly iv: Uint8Array; readonly sealed: Uint8Array },
): Promise<Bytes | undefined> {
  const additionalData = new TextEncoder().encode(purpose);
  try {
    const algorithm = { name: "AES-GCM", iv: new Uint8Array(box.iv), additionalData };
    const used = typeof key === "function" ? await key() : key;
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, used, new Uint8Array(box.sealed)));
  } catch {
    return undefined;
  }
}

async function wrap(raw: Bytes, passphrase: string): Promise<WrappedMaster> {
  const salt = random(16);
  return { salt, ...(await seal(await keyFrom(passphrase, salt), masterPurpose, raw)) };
}

const unwrap = (master: WrappedMaster, passphrase: string): Promise<Bytes | undefined> =>
  open(() => keyFrom(passphrase, master.salt), masterPurpose, master);

interface Master {
  readonly wrapped: WrappedMaster;
  readonly key: CryptoKey;
}

async function newMaster(passphrase: string): Promise<Master> {
  const raw = random(32);
  return { wrapped: await wrap(raw, passphrase), key: await importOnce(raw) };
}

async function masterOf(vault: Vault, passphrase: string): Promise<Master | undefined> {
  const raw = vault.master && (await unwrap(vault.master, passphrase));
  return vault.master && raw && { wrapped: vault.master, key: await importOnce(raw) };
}

async function openEntry(
  entry: SealedKey,
  passphrase: string,
  master: Master | undefined,
): Promise<string | undefined> {
  const { salt } = entry;
  const key = salt === undefined ? master?.key : () => keyFrom(passphrase, salt);
  const bytes = key && (await open(key, purposeOf(entry.origin), entry));
  return bytes && new TextDecoder().decode(bytes);
}

async function sealEntry(master: Master, origin: string, key: string, now: number): Promise<SealedKey> {
  const box = await seal(master.key, purposeOf(origin), new TextEncoder().encode(key));
  return { origin, algorithm: "aes-gcm", ...box, createdAt: now };
}

/** Opens what the passphrase opens, and the master key: a new one where there is none yet and nothing speaks against it. */
async function openWithMaster(
  vault: Vault,
  passphrase: string,
): Promise<{ readonly opened: OpenedVault; readonly master: Master | undefined } | undefined> {
  const held = vault.entries.length === 0 ? undefined : await masterOf(vault, passphrase);
  const tried: { readonly entry: SealedKey; readonly key: string | undefined }[] = [];
  for (const entry of vault.entries) tried.push({ entry, key: await openEntry(entry, passphrase, held) });
  const keys = tried.flatMap(({ entry, key }) => (key === undefined ? [] : [{ entry, key }]));
  if (held === undefined && keys.length === 0 && tried.length > 0) return undefined;
  const isNew = vault.entries.length === 0 || vault.master === undefined;
  const master = held ?? (isNew ? await newMaster(passphrase) : undefined);
  const old = keys.filter(({ entry }) => entry.salt !== undefined);
  const entries = master
    ? await Promise.all(old.map(({ entry, key }) => sealEntry(master, entry.origin, key, entry.createdAt)))
    : [];
  const opened: OpenedVault = {
    kind: "opened",
    keys: keys.map(({ entry, key }) => ({ origin: entry.origin, key })),
    unopened: tried.flatMap(({ entry, key }) => (key === undefined ? [entry.origin] : [])),
    ...(master && entries.length > 0 ? { change: { master: master.wrapped, entries } } : {}),
  };
  return { opened, master };
}

/** Opens every entry it can; one that does not open is named and keeps no other one back. */
export async function openVault(vault: Vault, passphrase: string): Promise<OpenedVault | WrongPassphrase> {
  return (await openWithMaster(vault, passphrase))?.opened ?? wrong;
}

/** Adds keys, or replaces those of the same origins. A vault that holds entries takes its own passphrase only. */
export async function sealKeys(
  vault: Vault,
  passphrase: string,
  keys: readonly { readonly origin: string; readonly key: string }[],
  now: number,
): Promise<VaultChange | WrongPassphrase> {
  const { opened, master } = (await openWithMaster(vault, passphrase)) ?? {};
  if (master === undefined) return wrong;
  const added = await Promise.all(keys.map(({ origin, key }) => sealEntry(master, origin, key, now)));
  const origins = new Set(keys.map(({ origin }) => origin));
  const renewed = opened?.change?.entries.filter(({ origin }) => !origins.has(origin)) ?? [];
  return { master: master.wrapped, entries: [...renewed, ...added] };
}

/** The master key under another passphrase; no entry changes. */
export async function changePassphrase(
  master: WrappedMaster,
  before: string,
  after: string,
): Promise<VaultChange | WrongPassphrase> {
  const raw = await unwrap(master, before);
  if (raw === undefined) return wrong;
  const wrapped = await wrap(raw, after);
  raw.fill(0);
  return { master: wrapped, entries: [] };
}
