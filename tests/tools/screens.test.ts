import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { pages } from "../../src/views/routes.ts";
import { projectFolder } from "../../tools/build/project-folder.ts";
import { screenStates } from "../../tools/screens/states.ts";

test("every page has a state that the screens command walks", () => {
  const walked = new Set(screenStates.map(({ route }) => route));
  expect(pages.filter(({ path }) => !walked.has(path))).toEqual([]);
});

test("every page of the table is what one file under src/ui/pages gives out, and no page's file is left out of it", () => {
  const folder = join(projectFolder, "src/ui/pages");
  const given = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("-page.tsx"))
    .flatMap((path) => [...readFileSync(join(folder, path), "utf8").matchAll(/^export .*?(\w+)\(/gm)])
    .map(([, name]) => name);
  expect(given).toHaveLength(pages.length);
  expect(new Set(given)).toEqual(new Set(pages.map(({ page }) => page)));
});

test("links to pages are made in the table of routes and nowhere else", () => {
  const folder = join(projectFolder, "src/ui");
  const made = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".tsx") || path.endsWith(".ts"))
    .filter((path) =>
      /(?:href=\{?|navigate\()["`]\/|\$\{routes\.[^}]*\}[?/]/.test(readFileSync(join(folder, path), "utf8")),
    );
  expect(made).toEqual([]);
});

test("no two states would overwrite each other's pictures", () => {
  const names = screenStates.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
