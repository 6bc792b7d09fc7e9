import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { projectFolder } from "../../build/project-folder.ts";
import { openPage, type Walk } from "../walk.ts";

/** The llama.cpp engine is by far the largest WebAssembly of the page, twice: as usual, and for browsers that cannot run that. */
const leastBytes = 5_000_000;

/** Fetches and compiles one file of WebAssembly. Runs in the page. */
async function compileTime(url: string): Promise<number | string> {
  const bytes = await (await fetch(url)).arrayBuffer();
  const started = performance.now();
  try {
    await WebAssembly.compile(bytes);
    return performance.now() - started;
  } catch (error) {
    return String(error);
  }
}

/** Both builds of the engine: how large they are, and how long this browser takes to compile each, or that it cannot. */
export async function engineBuilds(walk: Walk): Promise<string> {
  const assets = join(projectFolder, "dist", "assets");
  await openPage(walk, "/models");
  const said: string[] = [];
  for (const name of readdirSync(assets).filter((each) => each.endsWith(".wasm"))) {
    const { size } = statSync(join(assets, name));
    if (size < leastBytes) continue;
    const time = await walk.page.evaluate(compileTime, `${walk.address}assets/${name}`);
    const words = typeof time === "number" ? `${(time / 1000).toFixed(1)} s` : "does not compile";
    said.push(`${(size / 1e6).toFixed(1)} MB: ${words}`);
  }
  return said.toSorted().toReversed().join("; ");
}
