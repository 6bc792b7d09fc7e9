import { cleanup } from "@solidjs/testing-library";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { page } from "vitest/browser";

import { openKeptDownloads } from "../../src/models/kept-downloads.ts";
import { openStoredFiles } from "../../src/models/stored-files.ts";
import { basePathOf } from "../../src/storage/database-name.ts";
import { eraseWeights } from "../../src/storage/library/erase.ts";
import { noteLines } from "../../src/storage/requests.ts";
import { StoragePage } from "../../src/ui/pages/storage/storage-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

afterEach(cleanup);

test("when room is short, downloaded weights can be deleted from the list of what takes it, and nothing else goes", async () => {
  const cache = await caches.open("webllm/model");
  await cache.put(
    "https://models.example/shard",
    new Response(new Blob([new Uint8Array(3_000_000)]), { headers: { "content-length": "3000000" } }),
  );
  const db = await openTestDatabase();
  await db.settings.put({ key: "kept", value: 1 });
  showPage(db, StoragePage);
  await page.getByRole("button", { name: "Delete… Downloaded model weights" }).click();
  await expect.element(page.getByRole("dialog")).toHaveTextContent("downloaded or opened again");
  await page.getByRole("button", { name: /^Delete 3\.0/ }).click();
  await expect
    .element(page.getByRole("button", { name: "Delete… Downloaded model weights" }))
    .not.toBeInTheDocument();
  expect(await caches.has("webllm/model")).toBe(false);
  expect(await db.settings.get("kept")).toBeDefined();
});

test("deleting model files takes those from disk and those from an address, of this path only", async () => {
  const address = "https://studio.example/here/";
  const base = basePathOf(address);
  const [mine, others] = [
    openStoredFiles(`gepa-studio-models:${base}`),
    openStoredFiles("gepa-studio-models:/there/"),
  ];
  const content = () => new Blob(["GGUF"]).stream();
  await mine.save("mine.gguf", content());
  await others.save("theirs.gguf", content());
  const downloads = openKeptDownloads(`gepa-studio-downloads:${base}`);
  const blob = URL.createObjectURL(new Blob(["GGUF"]));
  await downloads.open(blob, async () => undefined, new AbortController().signal);
  expect(await downloads.list()).toHaveLength(1);
  await eraseWeights("files", await openTestDatabase(), address);
  expect(await downloads.list()).toEqual([]);
  expect(await mine.list()).toEqual([]);
  expect(await others.list()).toEqual([{ name: "theirs.gguf", bytes: 4 }]);
  await others.remove("theirs.gguf");
});

const call = { at: 1_800_000_000_000, bytesOut: 1000, bytesIn: 500, status: 200 } as const;
const usage = { promptTokens: 30, completionTokens: 2 };

test("the ledger says in words what each call was for and what it cost, and its hosts add up to its sum", async () => {
  const db = await openTestDatabase();
  const [one, two] = ["https://one.test", "https://two.test"];
  await noteLines(db, [
    { ...call, origin: one, purpose: "student", runId: "r", usage, costUsd: 0.5 },
    { ...call, origin: one, purpose: "test", runId: "r", usage },
    { ...call, origin: two, purpose: "test", usage },
    { ...call, origin: two, purpose: "model-list" },
    { ...call, origin: two, purpose: "reflection", status: 429 },
    { ...call, origin: two, purpose: "other", status: "blocked" },
  ]);
  showPage(db, StoragePage);
  const cells = (name: RegExp) => page.getByRole("row", { name });
  await expect.element(cells(/^one.test/)).toHaveTextContent(/2\s*0\s*2\.0.kB\s*1\.0.kB/);
  await expect.element(cells(/^two.test/)).toHaveTextContent(/3\s*1\s*3\.0.kB\s*1\.5.kB/);
  await expect.element(cells(/^All hosts/)).toHaveTextContent(/5\s*1\s*5\.0.kB\s*2\.5.kB/);
  await expect
    .element(page.getByText(/6 requests in all, 1 of them held back here/))
    .toHaveTextContent(/0\.50.\$, and 2 requests without a price/);
  await expect.element(cells(/A row of a sealed test/)).toHaveTextContent(/unknown\s*answered/);
  await expect.element(cells(/Check of an endpoint/)).toHaveTextContent(/unknown\s*answered/);
  await expect.element(cells(/List of an endpoint’s models/)).toHaveTextContent(/none\s*answered/);
  await expect.element(cells(/Reflection model/)).toHaveTextContent(/none\s*refused with 429/);
  await expect.element(cells(/A try outside of a run/)).toHaveTextContent(/none\s*held back here/);
  expect(document.body.textContent).not.toMatch(/model-list|\b0\u202f\$/);
});

test("on a narrow phone nothing on the page makes it scroll sideways", async () => {
  await page.viewport(360, 800);
  onTestFinished(() => page.viewport(1280, 720));
  const db = await openTestDatabase();
  const origin = "https://a-rather-long-host-name.of-somebody.example.com:8443";
  await db.modelCalls.bulkAdd([{ ...call, origin, purpose: "reflection", usage, costUsd: 0.5 }]);
  const cache = await caches.open("webllm/model");
  await cache.put(
    "https://models.example/shard",
    new Response("x", { headers: { "content-length": "123456789" } }),
  );
  onTestFinished(async () => void (await caches.delete("webllm/model")));
  showPage(db, StoragePage);
  await expect.element(page.getByRole("button", { name: /Delete… Downloaded/ })).toBeVisible();
  await expect.element(page.getByRole("rowheader", { name: "Together" })).toBeVisible();
  await expect.element(page.getByText("An answer of the Reflection model")).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
});

test("the browser's answer to whether it keeps what is stored is shown, a no as well as a yes", async () => {
  const db = await openTestDatabase();
  let answer = false;
  const own = navigator.storage as StorageManager & { persist?: unknown; persisted?: unknown };
  Object.defineProperty(own, "persist", { configurable: true, value: async () => answer });
  Object.defineProperty(own, "persisted", { configurable: true, value: async () => answer });
  onTestFinished(() => {
    Reflect.deleteProperty(own, "persist");
    Reflect.deleteProperty(own, "persisted");
  });
  showPage(db, StoragePage);
  const ask = page.getByRole("button", { name: "Ask the browser to keep it" });
  await ask.click();
  await expect.element(page.getByText(/^The browser said no for now/)).toBeVisible();
  answer = true;
  await ask.click();
  await expect.element(page.getByText(/has promised to keep it until you delete it/)).toBeVisible();
  await expect.element(ask).not.toBeInTheDocument();
});
