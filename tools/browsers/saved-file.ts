import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { shownOn, type Walk } from "./walk.ts";

/** Names that browsers give a file until it is whole. */
const unfinished = /\.(part|crdownload|wkdownload|tmp)$/;
const withinMs = 60_000;

function wholeFiles(folder: string): ReadonlyMap<string, number> {
  const names = readdirSync(folder);
  const isBeingWritten = names.some((name) => unfinished.test(name));
  if (isBeingWritten) return new Map();
  return new Map(names.map((name) => [name, statSync(join(folder, name)).size]));
}

function saidBy(page: Walk["page"]): Promise<string> {
  return page.evaluate(() => document.querySelector<HTMLElement>(".toasts")?.innerText ?? "");
}

/** Does what makes the browser save a file, waits until the file lies whole on the disk, and returns its path. */
export async function savedFile({ downloads, page }: Walk, act: () => Promise<void>): Promise<string> {
  const before = new Set(readdirSync(downloads));
  await act();
  let last = -1;
  const told = new Set<string>();
  for (let waited = 0; waited < withinMs; waited += 100) {
    const [name, size] = [...wholeFiles(downloads)].find(([each]) => !before.has(each)) ?? [];
    if (name !== undefined && size !== undefined && size > 0 && size === last) return join(downloads, name);
    last = size ?? -1;
    // What the page says of it goes by while it is waited for.
    if (waited % 1000 === 0) told.add(await saidBy(page));
    await pause(100);
  }
  const there = readdirSync(downloads).filter((name) => !before.has(name) || unfinished.test(name));
  throw new Error(
    `no file was saved within ${withinMs / 1000} s (begun: ${there.join(", ") || "none"}; it said: ${[...told].filter((text) => text !== "").join("; ") || "nothing"}; the page shows: ${await shownOn(page)})`,
  );
}
