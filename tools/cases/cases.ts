import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { reasonOf } from "../../src/shared/reason-of.ts";
import { printMade } from "./print-made.ts";
import { openCases, tryCase } from "./try-case.ts";

/**
 * `npm run -s cases -- FOLDER`: puts every file of a folder through the product's own readers, guesses, adapters, metrics
 * or engine, and prints one line of JSON a file: what was made of it, and whether that is right.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error(
    "npm run -s cases -- FOLDER   (a folder of files to read, or of cases in JSON; see tests/fixtures/cases)",
  );
  process.exit(2);
}
const names = await readdir(folder).catch((error: unknown) => {
  console.error(`The folder ${folder} could not be read: ${reasonOf(error)}`);
  process.exit(2);
});
const cases = await openCases(folder, names.toSorted());
const counts = { passed: 0, failed: 0, "not judged": 0 };
for (const name of cases.files) {
  const { made, verdict } = await tryCase(cases, join(folder, name), name);
  counts[verdict.kind] += 1;
  console.log(
    JSON.stringify({ file: name, verdict: verdict.kind, ...detailsOf(verdict), made: printMade(made) }),
  );
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts["not judged"]} not judged`);
process.exit(counts.failed === 0 ? 0 : 1);

function detailsOf(verdict: Awaited<ReturnType<typeof tryCase>>["verdict"]): object {
  if (verdict.kind === "passed") return { checks: verdict.checks };
  return verdict.kind === "failed" ? { wrong: verdict.wrong } : { why: verdict.why };
}
