import { parseArgs } from "node:util";

import type { BrowserContext, Page, Worker as PageWorker } from "playwright-core";

import { listeningHost } from "../../tests/e2e/support/listening-host.ts";
import {
  controlled,
  quietPage,
  setPolicy,
  startWorker,
  workerNames,
} from "../../tests/e2e/support/studio.ts";
import {
  documentWaysOut,
  knownWaysOut,
  serviceWorkerWaysOut,
  tryWayOut,
  type WayOut,
  waysOut,
} from "../../tests/e2e/support/ways-out.ts";
import { launchBrowser } from "../browser/launch-browser.ts";
import { ensureBuilt } from "../build/ensure-built.ts";
import { serve } from "../serve/static-server.ts";

/**
 * `npx tsx tools/ways-out/ways-out.ts [--before FOLDER]`: with the offline lock on, tries every way out of the built studio
 * from the page, each of its workers and its service worker, and prints what arrived at a host of somebody else; of
 * another build too, in the same run, where its folder is given.
 */
const { values } = parseArgs({ options: { before: { type: "string" } } });

/** What was tried from one place, and what of it arrived. */
interface Attacked {
  readonly place: string;
  readonly tried: number;
  readonly arrived: readonly string[];
}

/**
 * Tried alone, each against a host of its own: packets and bare connections bear no name, and of several windows a browser
 * opens one. `navigate-client` takes the page away: it comes last.
 */
const apart: readonly WayOut[] = [
  "webrtc",
  "webrtc-in-frame",
  "web-transport",
  "preconnect",
  "window-open",
  "window-open-in-frame",
  "navigate-client",
];
/** What comes late is waited for. */
const lateMs = 500;

/** What arrived of some ways, tried at once from one place of a page whose offline lock is on. */
async function arrivedOf(
  page: Page,
  place: string,
  scope: Page | PageWorker,
  ways: readonly WayOut[],
): Promise<readonly string[]> {
  const host = await listeningHost();
  try {
    await setPolicy(page, { locked: true, hosts: [host.origin] });
    await Promise.all(
      ways.map((way) =>
        // Who is navigated away answers no more.
        (scope as PageWorker)
          .evaluate(tryWayOut, { way, url: `${host.origin}/${place}/${way}` })
          .catch(() => undefined),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, lateMs));
    const lines = new Set(host.arrived());
    if (ways.length > 1) return [...lines].map((line) => line.split("/").at(-1) ?? line);
    const what = lines.has("UDP") ? " (packets)" : lines.size > 0 ? "" : " (a bare connection)";
    return lines.size > 0 || host.bareConnections() > 0 ? [`${ways.join()}${what}`] : [];
  } finally {
    await host.close();
  }
}

async function attackFrom(
  page: Page,
  place: string,
  scope: Page | PageWorker,
  ways: readonly WayOut[],
): Promise<Attacked> {
  // Functions sent there carry this helper of the runner that compiles them.
  await (scope as PageWorker).evaluate("globalThis.__name ??= (named) => named");
  const arrived: string[] = [];
  const together = ways.filter((way) => !apart.includes(way));
  for (const lot of [together, ...apart.filter((way) => ways.includes(way)).map((way) => [way])])
    arrived.push(...(await arrivedOf(page, place, scope, lot)));
  return { place, tried: ways.length, arrived };
}

async function attack(context: BrowserContext, folder: string): Promise<Attacked[]> {
  // A plain static server in a sub-path: no header of it helps.
  const plain = await serve({ folder, path: "/some/where/", headers: false });
  try {
    const page = await context.newPage();
    await page.goto(plain.address + quietPage);
    await controlled(page);
    const found = [await attackFrom(page, "page", page, [...waysOut, ...documentWaysOut, ...knownWaysOut])];
    for (const name of workerNames(folder))
      found.push(await attackFrom(page, `${name}.worker`, await startWorker(page, name, folder), waysOut));
    const scope = context.serviceWorkers().find((worker) => worker.url().startsWith(plain.address));
    if (scope === undefined) throw new Error("the service worker is not to be seen");
    found.push(await attackFrom(page, "service worker", scope, serviceWorkerWaysOut));
    return found;
  } finally {
    await plain.close();
  }
}

const browser = await launchBrowser();
const folders = [...(values.before === undefined ? [] : [values.before]), ensureBuilt(console.log)];
const builds: Attacked[][] = [];
for (const folder of folders) {
  const context = await browser.newContext();
  builds.push(await attack(context, folder));
  await context.close();
}
const heads = ["from", "ways", ...folders.map((folder) => `arrived, ${folder}`)];
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
console.log([row(heads), row(heads.map(() => "---"))].join("\n"));
const places = new Set(builds.flatMap((build) => build.map(({ place }) => place)));
for (const place of places) {
  const ofPlace = builds.map((build) => build.find((one) => one.place === place));
  const cells = ofPlace.map((one) => (one === undefined ? "not there" : one.arrived.join(", ") || "nothing"));
  console.log(row([place, String(ofPlace.at(-1)?.tried ?? ofPlace[0]?.tried), ...cells]));
}
await browser.close();
