import { expect, test, type Browser, type Page, type Worker as PageWorker } from "@playwright/test";

import { questionFor } from "../../src/shared/local-network-question.ts";
import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { serve, type RunningServer } from "../../tools/serve/static-server.ts";
import { type ModelServer, startModelServer } from "../support/model-server.ts";
import { listeningHost } from "./support/listening-host.ts";
import { builtFolder, openStudio, quietPage, setPolicy, startWorker } from "./support/studio.ts";

/** The studio as a public site: its own address counts as one of the web, the model server's as this machine's. */
let site: RunningServer;
let models: ModelServer;
let browser: Browser;
let address: string;
/** A browser without the parts of a whole one (the packaged headless shell) takes no other address for a safe one. */
let canPlayPublicSite = false;

test.beforeAll(async () => {
  site = await serve({ folder: builtFolder, headers: false });
  models = await startModelServer({ answer: () => "ready", models: ["small-1"] });
  const { port } = new URL(site.address);
  address = `http://studio.example:${port}/`;
  browser = await launchBrowser({
    args: [
      `--ip-address-space-overrides=127.0.0.1:${port}=public`,
      "--host-resolver-rules=MAP studio.example 127.0.0.1",
      `--unsafely-treat-insecure-origin-as-secure=http://studio.example:${port}`,
    ],
  });
  const probe = await browser.newPage();
  await probe.goto(address, { waitUntil: "commit" });
  canPlayPublicSite = await probe.evaluate(() => isSecureContext);
  await probe.close();
});

test.afterAll(async () => {
  await browser.close();
  await site.close();
  await models.close();
});

async function check(page: Page): Promise<void> {
  await openStudio(page, address + quietPage);
  await page.goto(`${address}#/models`);
  await page.getByRole("button", { name: "Add an endpoint…" }).click();
  await page.getByLabel("Address of the endpoint").fill(`${models.origin}/v1`);
  await page.getByLabel("Model", { exact: true }).fill("small-1");
  await page.getByRole("button", { name: /check/i }).click();
}

const stateOf = (page: Page): Promise<string> =>
  page.evaluate(
    async () => (await navigator.permissions.query({ name: "local-network-access" as PermissionName })).state,
  );

test("a public page has the browser ask before it reaches a model server on this machine, and a no is named as that", async () => {
  test.skip(!canPlayPublicSite, "this browser cannot play a public site on this machine");
  const context = await browser.newContext();
  const page = await context.newPage();
  await openStudio(page, address + quietPage);
  expect(await stateOf(page)).toBe("prompt");
  await check(page);
  await expect(page.getByRole("dialog").getByRole("status")).toContainText(
    "The browser does not let this page reach your network",
  );
  // A browser without a window answers its own question with no: it was asked.
  expect(await stateOf(page)).toBe("denied");
  expect(models.completions()).toEqual([]);
  await context.close();
});

test("once it is allowed the server answers, through the service worker and counted by it", async () => {
  test.skip(!canPlayPublicSite, "this browser cannot play a public site on this machine");
  const context = await browser.newContext();
  await context.grantPermissions(["local-network-access"], { origin: new URL(address).origin });
  const page = await context.newPage();
  await check(page);
  await expect(page.getByRole("dialog").getByRole("status")).toContainText("small-1 answered");
  expect(models.completions()).toHaveLength(1);
  await context.close();
});

test("the one request that goes around the service worker leaves for enabled hosts only, and never while the lock is on", async ({
  page,
}) => {
  const host = await listeningHost();
  await openStudio(page);
  const ask = async (worker: PageWorker): Promise<readonly string[]> => {
    host.forget();
    await worker.evaluate(async (url) => {
      for (let tries = 0; tries < 2; tries++)
        await fetch(url, { redirect: "error", credentials: "omit" }).catch(() => undefined);
    }, questionFor(host.origin));
    return [...new Set(host.arrived())];
  };
  await setPolicy(page, { locked: false, hosts: [host.origin] });
  const student = await startWorker(page, "student");
  expect(await ask(student)).toEqual(["GET /"]);
  await setPolicy(page, { locked: true, hosts: [host.origin] });
  expect(await ask(student)).toEqual([]);
  await setPolicy(page, { locked: false, hosts: [] });
  expect(await ask(student)).toEqual([]);
  await host.close();
});
