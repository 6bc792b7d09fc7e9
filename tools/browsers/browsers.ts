import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { projectFolder } from "../build/project-folder.ts";
import type { Engine } from "./browser-page.ts";
import { chromium } from "./open-chromium.ts";
import { firefox } from "./open-firefox.ts";
import { webKit } from "./open-webkit.ts";
import { steps as allSteps } from "./steps.ts";
import { tableOf, type Column } from "./table.ts";
import { walk } from "./walk.ts";

/**
 * `npm run browsers`: walks the studio in Chromium, Firefox and WebKit where they are installed, one after the other,
 * and prints steps × engines. `--short` takes the few steps of `npm test`; `--engine Firefox` and `--steps words`,
 * each as often as wanted, take some only.
 */
const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    engine: { type: "string", multiple: true, default: [] },
    steps: { type: "string", multiple: true, default: [] },
  },
});

const engines: readonly Engine[] = [chromium, firefox, webKit];
const steps = allSteps.filter(
  ({ name, short }) =>
    (!values.short || short === true) &&
    (values.steps.length === 0 || values.steps.some((wanted) => name.includes(wanted))),
);
mkdirSync(join(projectFolder, ".cache"), { recursive: true });
const columns: Column[] = [];
for (const engine of engines) {
  // The short walk is beside journeys that already walk Chromium.
  if (values.short && engine === chromium) continue;
  if (values.engine.length > 0 && !values.engine.includes(engine.name)) continue;
  const absent = engine.absent();
  if (absent === undefined) columns.push(await walk(engine, steps, console.log));
  else columns.push({ engine: engine.name, absent });
}
const names = steps.map(({ name }) => name);
console.log(`\n${tableOf(columns, names)}`);
const hasFailed = columns.some(
  (column) => "cells" in column && column.cells.some(({ kind }) => kind === "fails"),
);
process.exit(hasFailed ? 1 : 0);
