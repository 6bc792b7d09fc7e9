import { cpSync, appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { serve } from "../../tools/serve/static-server.ts";
import { builtFolder, openStudio, tellServiceWorker } from "./support/studio.ts";

test("a first visit on a plain static server ends controlled and isolated after one silent reload", async ({
  page,
}) => {
  const server = await serve({ folder: builtFolder, path: "/deep/er/studio/", headers: false });
  let loads = 0;
  page.on("domcontentloaded", () => {
    loads += 1;
  });
  await openStudio(page, server.address);
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
  expect(loads).toBe(2);
  await server.close();
});

test("after the first load the page and every file of it open with no network at all", async ({ page }) => {
  const server = await serve({ folder: builtFolder, path: "/gone/", headers: false });
  await openStudio(page, server.address);
  const stored = await tellServiceWorker(page, { kind: "store-for-offline" });
  if (stored.kind !== "offline-state") throw new Error(`not stored: ${JSON.stringify(stored)}`);
  expect(stored.state.storedBytes).toBe(stored.state.totalBytes);
  await server.close();
  await page.reload();
  await expect(page.getByRole("main")).toBeVisible();
  const weights = await page.evaluate(async () => {
    const response = await fetch("./models/embedded-student.gguf");
    return new TextDecoder().decode((await response.arrayBuffer()).slice(0, 4));
  });
  expect(weights).toBe("GGUF");
});

test("a newer version waits until it is told to take over", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "gepa-studio-update-"));
  cpSync(builtFolder, folder, { recursive: true });
  const server = await serve({ folder, headers: false });
  await openStudio(page, server.address);
  appendFileSync(join(folder, "service-worker.js"), "\n// a newer version\n");
  const states = () =>
    page.evaluate(async () => {
      const found = await navigator.serviceWorker.getRegistration();
      return { waiting: found?.waiting?.state, active: found?.active?.state };
    });
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect.poll(states).toEqual({ waiting: "installed", active: "activated" });
  await page.reload();
  expect(await states()).toEqual({ waiting: "installed", active: "activated" });
  await page.evaluate(async () => {
    const waiting = (await navigator.serviceWorker.getRegistration())?.waiting;
    waiting?.postMessage({ kind: "activate-update" }, [new MessageChannel().port2]);
  });
  // The version in use may finish what it is answering first.
  await expect.poll(states, { timeout: 60_000 }).toEqual({ waiting: undefined, active: "activated" });
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
