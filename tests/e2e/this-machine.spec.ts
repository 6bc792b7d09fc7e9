import { expect, test, type Browser } from "@playwright/test";

import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { serve, type RunningServer } from "../../tools/serve/static-server.ts";
import { listeningHost, type ListeningHost } from "./support/listening-host.ts";
import { builtFolder, openStudio, setPolicy, startWorker, workerNames } from "./support/studio.ts";
import { tryWayOut, waysOut } from "./support/ways-out.ts";

/** A program of this machine, and the same host once more under a name that is another machine's as far as rules go. */
let here: ListeningHost;
let away: string;
let site: RunningServer;
let browser: Browser;

test.beforeAll(async () => {
  here = await listeningHost();
  away = here.origin.replace("127.0.0.1", "127.example.com");
  site = await serve({ folder: builtFolder, headers: false });
  browser = await launchBrowser({ args: ["--host-resolver-rules=MAP 127.example.com 127.0.0.1"] });
});

test.afterAll(async () => {
  await browser.close();
  await site.close();
  await here.close();
});

test("with This machine only, a program here is reached and nothing arrives anywhere else; the masthead says so", async () => {
  const page = await browser.newPage();
  await openStudio(page, site.address);
  const arrivedAt = async (origin: string): Promise<readonly string[]> => {
    here.forget();
    for (const name of workerNames()) {
      const worker = await startWorker(page, name);
      await Promise.all(
        waysOut.map((way) => worker.evaluate(tryWayOut, { way, url: `${origin}/${name}/${way}` })),
      );
    }
    return here.arrived();
  };
  const hosts = [here.origin, away];
  await setPolicy(page, { locked: false, hosts });
  expect(await arrivedAt(away)).toContain("GET /student/fetch");
  await page.goto(`${site.address}#/storage`);
  await page.getByRole("radio", { name: /This machine only/ }).check();
  await expect(page.getByRole("link", { name: /^Only programs on this machine/ })).toBeVisible();
  expect(await arrivedAt(here.origin)).toContain("GET /student/fetch");
  expect(await arrivedAt(away)).toEqual([]);
});
