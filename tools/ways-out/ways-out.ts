import { parseArgs } from "node:util";

import type { BrowserContext, Page, Worker as PageWorker } from "playwright-core";

import { type ListeningHost, listeningHost } from "../../tests/e2e/support/listening-host.ts";
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

/** Packets and bare connections bear no name: such a way is tried alone. `navigate-client` takes the page away: it comes last. */
const nameless = ["webrtc", "webrtc-in-frame", "web-transport", "preconnect", "navigate-client"] as const;
/** What comes late is waited for. */
const lateMs = 500;

async function attackFrom(
  host: ListeningHost,
  place: string,
  scope: Page | PageWorker,
  ways: readonly WayOut[],
): Promise<Attacked> {
  const alone = nameless.filter((way) => ways.includes(way));
  const lots = [ways.filter((way) => !alone.some((one) => one === way)), ...alone.map((way) => [way])];
  const arrived = new Set<string>();
  // Functions sent there carry this helper of the runner that compiles them.
  await (scope as PageWorker).evaluate("globalThis.__name ??= (named) => named");
  for (const lot of lots) {
    host.forget();
    await Promise.all(
      lot.map((way) =>
        // Who is navigated away answers no more.
        (scope as PageWorker)
          .evaluate(tryWayOut, { way, url: `${host.origin}/${place}/${way}` })
          .catch(() => undefined),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, lateMs));
    for (const line of host.arrived()) arrived.add(line === "UDP" ? `${lot[0]} (packets)` : nameOf(line));
    if (lot[0] === "preconnect" && host.bareConnections() > 0) arrived.add("preconnect (a bare connection)");
  }
  return { place, tried: ways.length, arrived: [...arrived] };
}

const nameOf = (line: string): string => line.split("/").at(-1) ?? line;

async function attack(context: BrowserContext, folder: string, host: ListeningHost): Promise<Attacked[]> {
  // A plain static server in a sub-path: no header of it helps.
  const plain = await serve({ folder, path: "/some/where/", headers: false });
  try {
    const page = await context.newPage();
    await page.goto(plain.address + quietPage);
    await controlled(page);
    await setPolicy(page, { locked: true, hosts: [host.origin] });
    const found = [await attackFrom(host, "page", page, [...waysOut, ...documentWaysOut, ...knownWaysOut])];
    for (const name of workerNames(folder))
      found.push(await attackFrom(host, `${name}.worker`, await startWorker(page, name, folder), waysOut));
    const scope = context.serviceWorkers().find((worker) => worker.url().startsWith(plain.address));
    if (scope === undefined) throw new Error("the service worker is not to be seen");
    found.push(await attackFrom(host, "service worker", scope, serviceWorkerWaysOut));
    return found;
  } finally {
    await plain.close();
  }
}

const browser = await launchBrowser();
const host = await listeningHost();
const folders = [...(values.before === undefined ? [] : [values.before]), ensureBuilt(console.log)];
const builds: Attacked[][] = [];
for (const folder of folders) {
  const context = await browser.newContext();
  builds.push(await attack(context, folder, host));
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
await host.close();
