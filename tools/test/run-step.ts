import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { delimiter, join } from "node:path";

import { projectFolder } from "../build/project-folder.ts";
import type { Counts } from "./counts.ts";
import type { Step } from "./steps.ts";

export interface StepResult extends Counts {
  readonly name: string;
  readonly seconds: number;
}

function exitStatus(step: Step): Promise<number> {
  const [program = "", ...args] = step.command;
  const bin = join(projectFolder, "node_modules", ".bin");
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: projectFolder,
      stdio: "inherit",
      shell: process.platform === "win32",
      env: { ...process.env, ...step.env, PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` },
    });
    child.once("error", () => resolve(127));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** A step that fails without a failed test in its report still counts as one failure. */
function countsOf(step: Step, status: number): Counts {
  const single = status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (step.counts === undefined) return single;
  try {
    const counts = step.counts();
    return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** Runs one step with its output shown as it comes. */
export async function runStep(step: Step): Promise<StepResult> {
  console.log(`\n=== ${step.name}`);
  // A report of an earlier run must not be counted for this one.
  if (step.name === "journeys") rmSync(join(projectFolder, ".cache", "e2e.json"), { force: true });
  for (const part of step.command) {
    const file = /^--outputFile\.json=(.*)$/.exec(part)?.[1];
    if (file !== undefined) rmSync(join(projectFolder, file), { force: true });
  }
  const started = performance.now();
  const status = await exitStatus(step);
  return { name: step.name, seconds: (performance.now() - started) / 1000, ...countsOf(step, status) };
}
