import { expect, test, type Page, type Worker as PageWorker } from "@playwright/test";

import type { NetworkPolicy } from "../../src/protocol/service-worker.ts";
import { serve, type RunningServer } from "../../tools/serve/static-server.ts";
import { listeningHost, type ListeningHost } from "./support/listening-host.ts";
import {
  builtFolder,
  openStudio,
  quietPage,
  setPolicy,
  startWorker,
  tellServiceWorker,
  workerNames,
} from "./support/studio.ts";
import {
  documentWaysOut,
  serviceWorkerWaysOut,
  tryWayOut,
  waysOut,
  type WayOut,
} from "./support/ways-out.ts";

/** Every worker of the build, so that a new one cannot be forgotten. */
const workers = workerNames();

let host: ListeningHost;
/** A plain static server in a sub-path: no header of it helps. */
let plain: RunningServer;

test.beforeAll(async () => {
  host = await listeningHost();
  plain = await serve({ folder: builtFolder, path: "/some/where/", headers: false });
});

test.afterAll(async () => {
  await host.close();
  await plain.close();
});

async function tryAll(place: Page | PageWorker, name: string, ways: readonly WayOut[]): Promise<void> {
  await Promise.all(
    ways.map((way) =>
      (place as PageWorker).evaluate(tryWayOut, { way, url: `${host.origin}/${name}/${way}` }),
    ),
  );
}

/** Tries everything from everywhere and says what arrived. */
async function attack(page: Page): Promise<readonly string[]> {
  host.forget();
  await tryAll(page, "page", [...waysOut, ...documentWaysOut]);
  for (const name of workers) await tryAll(await startWorker(page, name), name, waysOut);
  return host.arrived();
}

test("with the offline lock on nothing arrives anywhere, from the page, any worker or the sandbox", async ({
  page,
}) => {
  await openStudio(page, plain.address + quietPage);
  await setPolicy(page, { locked: true, hosts: [host.origin] });
  expect(await attack(page)).toEqual([]);
});

test("a worker that was running when the lock went on is cut off too", async ({ page }) => {
  await openStudio(page, plain.address + quietPage);
  await setPolicy(page, { locked: false, hosts: [host.origin] });
  const student = await startWorker(page, "student");
  host.forget();
  await tryAll(student, "before", ["fetch"]);
  expect(host.arrived()).toEqual(["GET /before/fetch"]);
  await setPolicy(page, { locked: true, hosts: [host.origin] });
  host.forget();
  await tryAll(student, "after", [
    "fetch",
    "fetch-no-cors",
    "post",
    "xhr",
    "event-source",
    "nested-blob-worker",
  ]);
  expect(host.arrived()).toEqual([]);
});

test("with the lock off only an enabled host is reached, and only from workers that host models", async ({
  page,
}) => {
  await openStudio(page, plain.address + quietPage);
  expect(await attack(page)).toEqual([]);
  await setPolicy(page, { locked: false, hosts: [host.origin] });
  const arrived = await attack(page);
  expect(arrived).toContain("GET /student/fetch");
  expect(arrived.filter((line) => !/\/(student|webllm-engine)\//.test(line))).toEqual([]);
});

test("from the service worker's own scope nothing arrives but a request to an enabled host, and none under the lock", async ({
  page,
  context,
}) => {
  await openStudio(page, plain.address + quietPage);
  const scope = context.serviceWorkers().find((worker) => worker.url().startsWith(plain.address));
  if (scope === undefined) throw new Error("the service worker is not to be seen");
  const arrivedWith = async (policy: NetworkPolicy): Promise<readonly string[]> => {
    await setPolicy(page, policy);
    host.forget();
    await tryAll(scope, "own", serviceWorkerWaysOut);
    return [...host.arrived()].toSorted();
  };
  expect(await arrivedWith({ locked: true, hosts: [host.origin] })).toEqual([]);
  expect(await arrivedWith({ locked: false, hosts: [] })).toEqual([]);
  // The control of the experiment: the gate opens for what the user enabled, and for nothing but requests.
  expect(await arrivedWith({ locked: false, hosts: [host.origin] })).toEqual([
    "GET /own/fetch",
    "GET /own/fetch-no-cors",
    "POST /own/post",
  ]);
});

test("the list of enabled hosts outlives the service worker", async ({ page, context }) => {
  await openStudio(page, plain.address + quietPage);
  await setPolicy(page, { locked: false, hosts: [host.origin] });
  const devtools = await context.newCDPSession(page);
  await devtools.send("ServiceWorker.enable");
  await devtools.send("ServiceWorker.stopAllWorkers");
  const student = await startWorker(page, "student");
  host.forget();
  await tryAll(student, "student", ["fetch"]);
  expect(host.arrived()).toEqual(["GET /student/fetch"]);
});

test("a forced reload past the service worker lets nothing out and ends under its control again", async ({
  page,
  context,
}) => {
  await openStudio(page, plain.address + quietPage);
  await setPolicy(page, { locked: true, hosts: [host.origin] });
  const devtools = await context.newCDPSession(page);
  host.forget();
  // From the first script on, before the page has found out that it is not controlled.
  await page.addInitScript(
    `for (const way of ${JSON.stringify([...waysOut])}) addEventListener("DOMContentLoaded", () => {` +
      ` if (navigator.serviceWorker.controller === null) (${tryWayOut.toString()})({ way, url: ${JSON.stringify(host.origin)} + "/forced/" + way }) });`,
  );
  await devtools.send("Page.reload", { ignoreCache: true });
  await page.waitForEvent("framenavigated");
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null).catch(() => false))
    .toBe(true);
  expect(host.arrived()).toEqual([]);
  expect((await tellServiceWorker(page, { kind: "offline-state" })).kind).toBe("offline-state");
});
