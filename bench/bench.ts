import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** `npm run bench -- NAME [options]`: runs one set of measurements; without a name, lists them. */
const folder = fileURLToPath(new URL(".", import.meta.url));
const [name, ...options] = process.argv.slice(2);

function fileOf(set: string): string {
  return join(folder, set, `${set}-bench.ts`);
}

const sets = readdirSync(folder).filter((set) => existsSync(fileOf(set)));
if (name === undefined || !sets.includes(name)) {
  console.log(`npm run bench -- NAME, where NAME is one of: ${sets.join(", ")}`);
  process.exitCode = name === undefined ? 0 : 1;
} else {
  process.exitCode = spawnSync("tsx", [fileOf(name), ...options], { stdio: "inherit" }).status ?? 1;
}
