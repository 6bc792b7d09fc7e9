import { cpSync, appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import type { ReflectionRow } from "../../src/storage/rows.ts";
import { readRows } from "../../tools/demo/read-database.ts";
import { serve } from "../../tools/serve/static-server.ts";
import { builtFolder, openStudio, quietPage, tellServiceWorker } from "./support/studio.ts";

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
  await openStudio(page, server.address + quietPage);
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

test("with no network at all one small network answers and another reads the records and writes the rules", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const server = await serve({ folder: builtFolder, path: "/two/", headers: false });
  await openStudio(page, server.address + quietPage);
  await tellServiceWorker(page, { kind: "store-for-offline" });
  await server.close();
  await page.goto(`${server.address}#/new`);
  await page.getByRole("button", { name: "Support routing" }).click();
  await page.getByRole("radio", { name: "Small neural reflector" }).click();
  await page.getByRole("button", { name: "Start the run" }).click();
  await page.waitForURL(/#\/runs?\/[^/]+/);
  const runId = decodeURIComponent(/#\/runs?\/([^/?]+)/.exec(page.url())?.[1] ?? "");
  const written = async (): Promise<readonly string[]> =>
    (await readRows<ReflectionRow>(page, "reflections", runId)).flatMap(({ answer }) =>
      answer.kind === "answered" ? [answer.text] : [],
    );
  await expect
    .poll(async () => (await written()).join("\n"), { timeout: 180_000 })
    .toMatch(/New: If the message mentions [a-z]+, answer [A-Z]+\./);
});

test("a newer version waits until it is told to take over", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "gepa-studio-update-"));
  cpSync(builtFolder, folder, { recursive: true });
  const server = await serve({ folder, headers: false });
  // Where no run begins: an update is never taken while one goes.
  await openStudio(page, server.address + quietPage);
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
  await expect.poll(states).toEqual({ waiting: undefined, active: "activated" });
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
