import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { projectFolder } from "../../tools/build/project-folder.ts";
import { screenStates } from "../../tools/screens/states.ts";

test("every route of the app has a state that the screens command walks", () => {
  const app = readFileSync(join(projectFolder, "src/ui/app.tsx"), "utf8");
  const routes = [...app.matchAll(/<Route\s+path="([^"]+)"/g)].map((found) => found[1]);
  expect(routes.length).toBeGreaterThan(5);
  const walked = new Set(screenStates.map(({ route }) => route));
  expect(routes.filter((route) => route === undefined || !walked.has(route))).toEqual([]);
});

test("no two states would overwrite each other's pictures", () => {
  const names = screenStates.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
