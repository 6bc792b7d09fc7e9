import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * `npm run types`: checks every environment with the libraries it really has (the engine has no DOM, a worker no
 * document). One `tsc` per config instead of `tsc -b`, whose cache keeps stale errors.
 */
const configs = ["pure", "worker", "app", "tests"].map((name) => `tsconfig.${name}.json`);
const compiler = join(
  dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
  "bin",
  "tsc",
);

let failed = 0;
for (const config of configs) {
  const result = spawnSync(process.execPath, [compiler, "-p", config], { stdio: "inherit" });
  if (result.status !== 0) failed += 1;
}
console.log(
  failed === 0
    ? `types: ${configs.length} configurations, no errors`
    : `types: ${failed} configurations with errors`,
);
process.exitCode = failed === 0 ? 0 : 1;
