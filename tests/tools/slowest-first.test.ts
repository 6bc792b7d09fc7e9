import { existsSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { projectFolder } from "../../tools/build/project-folder.ts";
import { slowest } from "../../tools/test/slowest-first.ts";

test("the test files that are begun first are there", () => {
  const missing = slowest.filter(
    (name) => !["ts", "tsx"].some((end) => existsSync(join(projectFolder, "tests", `${name}.test.${end}`))),
  );
  expect(missing).toEqual([]);
});
