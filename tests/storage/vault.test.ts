import { expect, test } from "vitest";

import { makeVaultKeeper } from "../../src/models/host/vault-keeper.ts";
import { makeKeyRing } from "../../src/models/keys.ts";
import { forgetSecret, saveVault } from "../../src/storage/library/secrets.ts";
import { readVault } from "../../src/storage/read/secrets.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { oldSealedKey } from "../support/old-sealed-key.ts";
import { openFresh } from "./open-storage.ts";

const a = "https://a.example";
const b = "https://b.example";

/** Seals one key as a tab of its own does, from what it has seen of the vault. */
async function sealIn(
  db: StudioDatabase,
  origin: string,
  passphrase: string,
  seen = readVault(db),
): Promise<void> {
  const ring = makeKeyRing();
  ring.remember(origin, `key of ${origin}`);
  const change = await makeVaultKeeper(ring).sealKeys(await seen, passphrase);
  if ("kind" in change) throw new Error(change.kind);
  await saveVault(db, await seen, change);
}

test("keys sealed one after the other open with one passphrase in a fresh tab", async () => {
  const db = await openFresh();
  await sealIn(db, a, "passphrase one");
  await sealIn(db, b, "passphrase one");
  await expect(sealIn(db, b, "passphrase two")).rejects.toThrow("wrong-passphrase");
  const ring = makeKeyRing();
  const outcome = await makeVaultKeeper(ring).unlockVault(await readVault(db), "passphrase one");
  expect(outcome).toEqual({ kind: "unlocked", origins: [a, b], unopened: [] });
  expect([a, b].map(ring.keyFor)).toEqual([`key of ${a}`, `key of ${b}`]);
});

test("a sealed key of an earlier version is stored under the master key after its first unlock", async () => {
  const db = await openFresh();
  await db.secrets.add(await oldSealedKey(a, "old key", "passphrase one"));
  const seen = await readVault(db);
  const outcome = await makeVaultKeeper(makeKeyRing()).unlockVault(seen, "passphrase one");
  if (outcome.kind !== "unlocked" || !outcome.change) throw new Error("not migrated");
  await saveVault(db, seen, outcome.change);
  const ring = makeKeyRing();
  const vault = await readVault(db);
  expect(vault.entries.map(({ algorithm }) => algorithm)).toEqual(["aes-gcm"]);
  expect(await makeVaultKeeper(ring).unlockVault(vault, "passphrase one")).not.toHaveProperty("change");
  expect(ring.keyFor(a)).toBe("old key");
});

test("two tabs that begin a vault at once cannot shut out each other's keys", async () => {
  const db = await openFresh();
  const seen = readVault(db);
  await sealIn(db, a, "passphrase one", seen);
  const before = await readVault(db);
  await expect(sealIn(db, b, "passphrase two", seen)).rejects.toThrow("another tab changed the kept keys");
  expect(await readVault(db)).toEqual(before);
});

test("with the last key the master key is forgotten, and the next key may have any passphrase", async () => {
  const db = await openFresh();
  await sealIn(db, a, "passphrase one");
  await sealIn(db, b, "passphrase one");
  await forgetSecret(db, a);
  expect(await readVault(db)).toHaveProperty("master.salt");
  await forgetSecret(db, b);
  expect(await readVault(db)).toEqual({ master: undefined, entries: [] });
  await sealIn(db, a, "passphrase two");
});
