import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest, the longest first: begun last, one would run on alone while the other cores idle. */
export const slowest: readonly string[] = [
  "runs/kill-scripted",
  "runs/kill-embedded",
  "runs/durable-requests",
  "models/vault",
  "models/embedded-student",
  "ui/rows-in",
  "workers/student-worker",
  "workers/run-worker",
  "ui/models-page",
  "ui/kept-draft",
];

function rankOf({ moduleId }: TestSpecification): number {
  const at = slowest.findIndex((name) => moduleId.includes(`tests/${name}.test.`));
  return at < 0 ? slowest.length : at;
}

/** Vitest's own order, but for the few slow files, which come first. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
