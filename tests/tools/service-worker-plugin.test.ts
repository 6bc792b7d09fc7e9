import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { builtFiles } from "../../tools/build/service-worker-plugin.ts";

function pageOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "built-page-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test("the service worker keeps every file of the page but its own script, maps and notices", () => {
  const list = builtFiles(
    pageOf({
      "index.html": "<!doctype html>",
      "service-worker.js": "x",
      "THIRD-PARTY-NOTICES.txt": "x",
      "assets/index-a1b2.js": "é",
      "assets/index-a1b2.js.map": "x",
      "recorded/gallery/svg.gepa-studio": "x",
    }),
  );
  expect(list.map(({ url, bytes }) => [url, bytes])).toEqual([
    ["assets/index-a1b2.js", 2],
    ["index.html", 15],
    ["recorded/gallery/svg.gepa-studio", 1],
  ]);
});

test("a file that keeps its name has a revision that changes with what it holds, and a hashed name needs none", () => {
  const revisions = (text: string) =>
    builtFiles(pageOf({ "index.html": text, "assets/a-1.js": text })).map(({ revision }) => revision);
  expect(revisions("old")).toEqual(revisions("old"));
  expect(revisions("old")[0]).toBeNull();
  expect(revisions("old")[1]).not.toBe(revisions("new")[1]);
});
