import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test, type Locator } from "@playwright/test";

import { parseShelf } from "../../src/models/shelf.ts";
import { serve, type RunningServer } from "../../tools/serve/static-server.ts";
import { type FileServer, startFileServer } from "../support/file-server.ts";
import { builtFolder, openStudio } from "./support/studio.ts";

const weights = readFileSync(join(builtFolder, "models/embedded-student.gguf"));
const model = "SmolLM2 360M";

/** The studio as it is built, but for one line of its shelf: that model's file comes from a host of this test. */
let folder: string;
let site: RunningServer;
let host: FileServer;

test.beforeAll(async () => {
  host = await startFileServer({ bytes: weights.length, content: weights });
  folder = mkdtempSync(join(tmpdir(), "gepa-studio-shelf-"));
  cpSync(builtFolder, folder, { recursive: true });
  const path = join(folder, "models/shelf.json");
  const shelf = parseShelf(JSON.parse(readFileSync(path, "utf8")));
  const models = shelf.models
    .filter(({ name }) => name === model)
    .map((entry) => ({
      ...entry,
      gguf: { url: host.url, quantization: "Q8_0", bytes: weights.length, sha256: host.sha256 },
    }));
  writeFileSync(path, JSON.stringify({ ...shelf, models }));
  site = await serve({ folder, headers: false });
});

test.afterAll(async () => {
  await site.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

const rows = [
  "message,team",
  ...Array.from({ length: 24 }, (_, at) => `"Message ${at}: the soup is cold",KITCHEN`),
];

test("without a graphics card and without a key, a trial of one's own rows with a model of the shelf is five clicks and a download away", async ({
  page,
}) => {
  test.setTimeout(240_000);
  let clicks = 0;
  const click = async (target: Locator): Promise<void> => {
    await target.click();
    clicks += 1;
  };
  await openStudio(page, site.address);
  await click(page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "New run" }));
  await click(page.getByText("My own rows"));
  const chooser = page.waitForEvent("filechooser");
  await click(page.getByRole("button", { name: /^Choose a file/ }));
  await (
    await chooser
  ).setFiles({ name: "team.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
  await click(page.getByRole("button", { name: `Download ${model} and use it` }));
  // The download itself is asked for, with its size and its host.
  await expect(page.getByRole("dialog")).toContainText(new URL(host.url).host);
  await page.getByRole("button", { name: `Allow and download ${model}` }).click();
  await click(page.getByRole("button", { name: "Try it on 5 rows" }));
  await expect(page.getByRole("status").filter({ hasText: /of 5 right/ })).toBeVisible({ timeout: 120_000 });
  expect(clicks).toBeLessThanOrEqual(5);
  // Downloaded once, whole; then it is one of the models of this machine.
  expect(host.ranges.filter((range) => range === undefined)).toHaveLength(1);
  await expect(page.getByRole("radio", { name: new RegExp(model) }).first()).toBeChecked();
});
