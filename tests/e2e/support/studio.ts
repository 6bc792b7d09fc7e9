import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import type { Page, Worker as PageWorker } from "@playwright/test";

import type { NetworkPolicy, PageMessage, ServiceWorkerReply } from "../../../src/protocol/service-worker.ts";
import { projectFolder } from "../../../tools/build/project-folder.ts";

/** What is served and attacked: this build, or another to be held against it. */
export const builtFolder = process.env["E2E_BUILD"] ?? join(projectFolder, "dist");

/** A page on which no run begins by itself and takes the machine. */
export const quietPage = "#/learn";

/** Opens the studio and waits until its service worker controls it. */
export async function openStudio(page: Page, address = `/${quietPage}`): Promise<void> {
  await page.goto(address);
  await controlled(page);
}

/** Waits through the one silent reload of a first visit, and until the studio's own first script has run. */
export async function controlled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.getElementById("app")?.hasChildNodes() === true &&
      performance
        .getEntriesByType("navigation")
        .some((entry) => (entry as PerformanceResourceTiming).workerStart > 0),
    undefined,
    { timeout: 30_000 },
  );
}

/** Sends the service worker the same message the page would. */
export function tellServiceWorker(page: Page, message: PageMessage): Promise<ServiceWorkerReply> {
  return page.evaluate(
    (sent) =>
      new Promise<ServiceWorkerReply>((resolve, reject) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event: MessageEvent<ServiceWorkerReply>) => resolve(event.data);
        const { controller } = navigator.serviceWorker;
        if (controller === null) reject(new Error("the page has no service worker"));
        else controller.postMessage(sent, [port2]);
      }),
    message,
  );
}

export async function setPolicy(page: Page, policy: NetworkPolicy): Promise<void> {
  const reply = await tellServiceWorker(page, { kind: "set-policy", policy });
  if (reply.kind !== "done") throw new Error(`the policy was not taken: ${reply.kind}`);
}

/** Names of all workers in the build: run, student, import, … */
export function workerNames(folder = builtFolder): readonly string[] {
  const files = existsSync(folder) ? readdirSync(join(folder, "assets")) : [];
  return files.flatMap((file) => /^(.+)\.worker-.*\.js$/.exec(file)?.[1] ?? []).toSorted();
}

/** Name of a worker's script in the build, e.g. `assets/run.worker-x1y2.js`. */
export function workerScript(name: string, folder = builtFolder): string {
  const file = readdirSync(join(folder, "assets")).find((each) => each.startsWith(`${name}.worker-`));
  if (file === undefined) throw new Error(`the build has no ${name}.worker`);
  return `assets/${file}`;
}

/** Starts one of the studio's workers anew from the page, as the studio does. */
export async function startWorker(page: Page, name: string, folder = builtFolder): Promise<PageWorker> {
  const script = workerScript(name, folder);
  const started = page.waitForEvent("worker", (worker) => worker.url().endsWith(script));
  await page.evaluate((address) => {
    const kept = globalThis as unknown as { started?: Worker[] };
    kept.started = [
      ...(kept.started ?? []),
      new Worker(new URL(address, document.baseURI), { type: "module" }),
    ];
  }, script);
  return started;
}
