import { parseArgs } from "node:util";

import type { Engine } from "./browser-page.ts";
import { chromium } from "./open-chromium.ts";
import { firefox } from "./open-firefox.ts";
import { webKit } from "./open-webkit.ts";
import { pageSteps } from "./page-steps.ts";
import { runSteps } from "./run-steps.ts";
import { tableOf, type Column } from "./table.ts";
import { walk } from "./walk.ts";

/**
 * `npm run browsers`: walks the studio in Chromium, Firefox and WebKit where they are installed, one after the other,
 * and prints steps × engines. `--short` takes the few steps of `npm test`, `--only NAME` one engine.
 */
const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    step: { type: "string", multiple: true, default: [] },
  },
});

const engines: readonly Engine[] = [chromium, firefox, webKit];
const steps = [...runSteps, ...pageSteps].filter(
  ({ name, short }) =>
    (!values.short || short === true) &&
    (values.step.length === 0 || values.step.some((wanted) => name.includes(wanted))),
);
const columns: Column[] = [];
for (const engine of engines) {
  // The short walk is beside journeys that already walk Chromium.
  if (values.short && engine === chromium) continue;
  if (values.only.length > 0 && !values.only.includes(engine.name)) continue;
  const absent = engine.absent();
  if (absent === undefined) columns.push(await walk(engine, steps, console.log));
  else columns.push({ engine: engine.name, absent });
}
console.log(
  `\n${tableOf(
    columns,
    steps.map(({ name }) => name),
  )}`,
);
const failed = columns
  .flatMap((column) => ("absent" in column ? [] : column.cells))
  .filter((cell) => !cell.isRight);
process.exitCode = failed.length === 0 ? 0 : 1;
process.exit();
