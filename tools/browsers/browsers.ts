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
 * each as often as wanted, take some only, the engines in the order they are named in.
 */
const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    engine: { type: "string", multiple: true, default: [] },
    steps: { type: "string", multiple: true, default: [] },
  },
});

const all: readonly Engine[] = [chromium, firefox, webKit];
const unknown = values.engine.find((name) => !all.some((engine) => engine.name === name));
if (unknown !== undefined) {
  console.error(`--engine is ${all.map(({ name }) => name).join(", ")}, not "${unknown}"`);
  process.exit(2);
}
const engines =
  values.engine.length === 0
    ? all
    : values.engine.flatMap((name) => all.filter((each) => each.name === name));
const steps = allSteps.filter(
  ({ name, short }) =>
    (!values.short || short === true) &&
    (values.steps.length === 0 || values.steps.some((wanted) => name.includes(wanted))),
);
mkdirSync(join(projectFolder, ".cache"), { recursive: true });
/** A shared machine can stall for longer than any sensible wait: where nobody watches, an engine gets a second try. */
const mostTries = process.env["CI"] === undefined ? 1 : 2;
const isRight = (column: Column | undefined): boolean =>
  column === undefined || "absent" in column || column.cells.every(({ kind }) => kind !== "fails");
const columns: Column[] = [];
/** What was seen so far, also where the walk is stopped in its middle. */
function end(): never {
  const names = steps.map(({ name }) => name);
  console.log(`\n${tableOf(columns, names)}`);
  process.exit(columns.every(isRight) ? 0 : 1);
}
process.once("SIGINT", end).once("SIGTERM", end);
for (const engine of engines) {
  // The short walk is beside journeys that already walk Chromium.
  if (values.short && engine === chromium) continue;
  const absent = engine.absent();
  if (absent !== undefined) {
    columns.push({ engine: engine.name, absent });
    continue;
  }
  const at = columns.length;
  for (let tries = 1; ; tries += 1) {
    await walk(engine, steps, console.log, (column) => void (columns[at] = column));
    if (tries === mostTries || isRight(columns[at])) break;
    console.log(`${engine.name}: once more, from an empty profile`);
  }
}
end();
