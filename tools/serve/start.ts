import { parseArgs } from "node:util";

import { ensureBuilt } from "../build/ensure-built.ts";
import { hasDisplay, openPage } from "./open-page.ts";
import { serveNear } from "./serve-near.ts";

/** `npm start`: builds the page where needed, serves it to this machine only, and opens it where there is a display. */
const { values } = parseArgs({
  options: { port: { type: "string", default: process.env["PORT"] ?? "4173" }, open: { type: "string" } },
});

const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  throw new Error(`the port must be a number from 0 to 65535, not ${values.port}`);
}
const folder = ensureBuilt((line) => console.log(line));
const running = await serveNear({ folder, port });
console.log(`GEPA Studio is at ${running.address}`);
const opened = values.open !== "no" && hasDisplay() && (await openPage(running.address));
console.log(
  opened
    ? "It was opened in your browser. Stop it with Ctrl+C; your runs stay in the browser."
    : "Open that address in a browser on this machine, or see a run in this terminal with: npm run demo",
);
