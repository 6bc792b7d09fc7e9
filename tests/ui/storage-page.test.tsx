import { cleanup } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";

import { openKeptDownloads } from "../../src/models/kept-downloads.ts";
import { openStoredFiles } from "../../src/models/stored-files.ts";
import { basePathOf } from "../../src/storage/database-name.ts";
import { eraseWeights } from "../../src/storage/library/erase.ts";
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
