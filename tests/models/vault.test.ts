import { expect, test } from "vitest";

import {
  changePassphrase,
  openVault,
  sealKeys,
  type Vault,
  type VaultChange,
} from "../../src/models/vault.ts";
import { oldSealedKey } from "../support/old-sealed-key.ts";

const wrong = { kind: "wrong-passphrase" };
const a = { origin: "https://a.example", key: "secret-a" };
const b = { origin: "https://b.example", key: "secret-b" };
const c = { origin: "https://c.example", key: "secret-c" };

async function sealed(
  vault: Vault,
  passphrase: string,
  ...keys: readonly (typeof a)[]
): Promise<VaultChange> {
  const change = await sealKeys(vault, passphrase, keys, 1);
  if ("kind" in change) throw new Error("the vault took the passphrase for a wrong one");
  return change;
}

/** The vault after a change was stored. */
const after = (vault: Vault, { master, entries }: VaultChange): Vault => ({
  master,
  entries: [
    ...vault.entries.filter((entry) => !entries.some(({ origin }) => origin === entry.origin)),
    ...entries,
  ],
});

test("sealed keys open with their passphrase only, and each only for its own origin", async () => {
  const vault = await sealed({ entries: [] }, "correct horse", a, b);
  const [first, second] = vault.entries;
  expect(new TextDecoder().decode(first!.sealed)).not.toContain("secret");
  expect(first!.iv).not.toEqual(second!.iv);
  expect(await openVault(vault, "correct horse")).toEqual({ kind: "opened", keys: [a, b], unopened: [] });
  expect(await openVault(vault, "wrong horse")).toEqual(wrong);
  const moved = { ...vault, entries: [{ ...first!, origin: "https://evil.example" }, second!] };
  expect(await openVault(moved, "correct horse")).toEqual({
    kind: "opened",
    keys: [b],
    unopened: ["https://evil.example"],
  });
});

test("two vaults of one key and passphrase share neither salt nor bytes", async () => {
  const [one, two] = [await sealed({ entries: [] }, "pass", a), await sealed({ entries: [] }, "pass", a)];
  expect(one.master.salt).not.toEqual(two.master.salt);
  expect(one.entries[0]!.sealed).not.toEqual(two.entries[0]!.sealed);
});

test("a vault takes a further key under its own passphrase only, so that one passphrase opens all", async () => {
  const vault = await sealed({ entries: [] }, "the first one", a);
  expect(await sealKeys(vault, "another one", [b], 2)).toEqual(wrong);
  const grown = after(vault, await sealed(vault, "the first one", b));
  expect(grown.master).toEqual(vault.master);
  expect(await openVault(grown, "the first one")).toEqual({ kind: "opened", keys: [a, b], unopened: [] });
});

test("a damaged entry is named by its origin and the others open", async () => {
  const vault = await sealed({ entries: [] }, "correct horse", a, b, c);
  const [first, second, third] = vault.entries;
  const flipped = second!.sealed.map((byte, index) => (index === 0 ? byte ^ 1 : byte));
  const damaged = [{ sealed: flipped }, { sealed: new Uint8Array(0) }, { iv: new Uint8Array(0) }].map(
    (damage) => ({ ...second!, ...damage }),
  );
  expect(await openVault({ ...vault, entries: [first!, ...damaged, third!] }, "correct horse")).toEqual({
    kind: "opened",
    keys: [a, c],
    unopened: [b.origin, b.origin, b.origin],
  });
});

test("a change of passphrase seals the master key anew and no entry", async () => {
  const vault = await sealed({ entries: [] }, "before it", a, b);
  expect(await changePassphrase(vault.master, "not this", "after it")).toEqual(wrong);
  const change = await changePassphrase(vault.master, "before it", "after it");
  if ("kind" in change) throw new Error("not changed");
  expect(change.entries).toEqual([]);
  const changed = after(vault, change);
  expect(changed.entries).toEqual(vault.entries);
  expect(await openVault(changed, "before it")).toEqual(wrong);
  expect(await openVault(changed, "after it")).toEqual({ kind: "opened", keys: [a, b], unopened: [] });
});

test("keys an earlier version sealed one by one, under two passphrases, all come under one master key", async () => {
  const first = await oldSealedKey(a.origin, a.key, "passphrase one");
  const old: Vault = {
    entries: [
      first,
      await oldSealedKey(b.origin, b.key, "passphrase two"),
      // Damaged: no salt is that short.
      { ...first, origin: c.origin, salt: new Uint8Array(2) },
    ],
  };
  expect(await openVault(old, "neither of them")).toEqual(wrong);
  const opened = await openVault(old, "passphrase one");
  expect(opened).toMatchObject({ kind: "opened", keys: [a], unopened: [b.origin, c.origin] });
  if (opened.kind !== "opened" || !opened.change) throw new Error("not migrated");
  const migrated = after(old, opened.change);
  expect(migrated.entries.find(({ origin }) => origin === a.origin)).not.toHaveProperty("salt");

  const rest = await openVault(migrated, "passphrase two");
  expect(rest).toEqual({ kind: "opened", keys: [b], unopened: [c.origin, a.origin] });
  const whole = after(migrated, await sealed(migrated, "passphrase one", b, c));
  expect(await openVault(whole, "passphrase one")).toEqual({ kind: "opened", keys: [a, b, c], unopened: [] });
}, 60_000);

test("a key added to a vault of an earlier version brings the keys its passphrase opens along", async () => {
  const old: Vault = { entries: [await oldSealedKey(a.origin, a.key, "passphrase one")] };
  const change = await sealed(old, "passphrase one", b);
  expect(change.entries.map(({ origin, algorithm }) => [origin, algorithm])).toEqual([
    [a.origin, "aes-gcm"],
    [b.origin, "aes-gcm"],
  ]);
  expect(await openVault(change, "passphrase one")).toEqual({ kind: "opened", keys: [a, b], unopened: [] });
});
