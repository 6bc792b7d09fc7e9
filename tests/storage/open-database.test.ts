import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";

import { openDatabase } from "../../src/storage/open-database.ts";
import { schemaVersion } from "../../src/storage/schema.ts";
import { openFresh } from "./open-storage.ts";

test("a database of a newer app is refused by name and left untouched", async () => {
  const name = "from-the-future";
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(name, 990);
    request.onupgradeneeded = () => request.result.createObjectStore("things-of-2031").add("kept", 1);
    request.onsuccess = () => (request.result.close(), resolve());
    request.onerror = () => reject(request.error);
  });

  const outcome = await openDatabase(name);

  expect(outcome.kind).toBe("database-newer");
  const stores = await new Promise<string[]>((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => {
      resolve([`version ${request.result.version}`, ...request.result.objectStoreNames]);
      request.result.close();
    };
  });
  expect(stores).toEqual(["version 990", "things-of-2031"]);
});

test("an old tab closes itself when another tab upgrades, and cannot write any more", async () => {
  const onOutdated = vi.fn<() => void>();
  const outcome = await openDatabase("old-tab", { onOutdated });
  if (outcome.kind !== "open") throw new Error(outcome.kind);
  await new Promise<void>((resolve) => {
    const request = indexedDB.open("old-tab", (schemaVersion + 1) * 10);
    request.onsuccess = () => (request.result.close(), resolve());
  });

  expect(onOutdated).toHaveBeenCalledOnce();
  await expect(outcome.db.settings.put({ key: "a", value: 1 })).rejects.toThrow(/closed/i);
});

test("a tab whose database is erased elsewhere hears that it was erased, and of no newer version", async () => {
  const heard: string[] = [];
  const outcome = await openDatabase("erased-elsewhere", {
    onOutdated: () => heard.push("outdated"),
    onErased: () => heard.push("erased"),
  });
  if (outcome.kind !== "open") throw new Error(outcome.kind);
  await outcome.db.settings.put({ key: "a", value: 1 });
  await new Promise<void>((resolve) => {
    indexedDB.deleteDatabase("erased-elsewhere").onsuccess = () => resolve();
  });
  expect(heard).toEqual(["erased"]);
  expect(outcome.db.isOpen()).toBe(false);
});

test("storage that the browser refuses is an outcome that says so", async () => {
  const open = vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("The user denied permission to access the database.", "SecurityError");
  });
  try {
    const outcome = await openDatabase("refused");
    expect(outcome).toMatchObject({
      kind: "storage-refused",
      message: expect.stringContaining("SecurityError"),
    });
  } finally {
    open.mockRestore();
  }
});

test("what one connection stored, the next one finds", async () => {
  const db = await openFresh("twice");
  await db.settings.put({ key: "theme", value: "dark" });
  db.close();
  const again = await openFresh("twice");
  expect(await again.settings.get("theme")).toEqual({ key: "theme", value: "dark" });
});

test("a tab that waits for another to let go of the old version says so by name, and opens once it has", async () => {
  const name = "held-elsewhere";
  const holder = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("could not open"));
  });
  const blocked = new Promise<void>((resolve) => {
    void openDatabase(name, { onBlocked: resolve }).then((outcome) => opened(outcome.kind));
  });
  let opened: (kind: string) => void = () => undefined;
  const outcome = new Promise<string>((resolve) => {
    opened = resolve;
  });
  await blocked;
  holder.close();
  expect(await outcome).toBe("open");
});
