import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { projectFolder } from "../build/project-folder.ts";
import { sum } from "./counts.ts";
import { runStep, type StepResult } from "./run-step.ts";
import { steps } from "./steps.ts";

/** `npm test`: every check and every test, then one line with the sum. `--all` adds the long ones, `--only` names steps. */
const { values } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
  },
});

mkdirSync(join(projectFolder, ".cache"), { recursive: true });
const results: StepResult[] = [];
for (const step of steps(values.all)) {
  if (values.only.length > 0 && !values.only.some((wanted) => step.name.includes(wanted))) continue;
  results.push(await runStep(step));
}

console.log("");
for (const { name, passed, failed, seconds } of results) {
  console.log(
    `${name.padEnd(16)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed  ${seconds.toFixed(1)} s`,
  );
}
const total = sum(results);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
