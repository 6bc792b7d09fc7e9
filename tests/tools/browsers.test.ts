import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { Engine } from "../../tools/browsers/browser-page.ts";
import { savedFile } from "../../tools/browsers/saved-file.ts";
import { tabMemory } from "../../tools/browsers/tab-memory.ts";
import { tableOf } from "../../tools/browsers/table.ts";
import type { Walk } from "../../tools/browsers/walk.ts";

test("the table of browsers names versions, what an engine lacks, what fails and why, and which was not there", () => {
  const lacking = { step: "a step", kind: "lacks", text: "There is no such thing here" } as const;
  const text = tableOf(
    [
      { engine: "Chromium", version: "1.2", cells: [{ step: "a step", kind: "yes", text: "3.1 s" }] },
      { engine: "Firefox", version: "5", cells: [{ step: "a step", kind: "fails", text: "no row came" }] },
      { engine: "WebKit", version: "2", cells: [lacking] },
      { engine: "WebKit", absent: "WebKitWebDriver is not installed" },
    ],
    ["a step"],
  );
  expect(text.split("\n")).toEqual([
    "| step | Chromium 1.2 | Firefox 5 | WebKit 2 | WebKit |",
    "| --- | --- | --- | --- | --- |",
    "| a step | 3.1 s | FAILS | lacks: “There is no such thing here” | – |",
    "",
    "Firefox, a step: no row came",
    "WebKit was not walked: WebKitWebDriver is not installed.",
  ]);
});

test("the memory of a page is that of the process which holds it", async () => {
  const hold =
    "const held = Buffer.alloc(100_000_000, 1); console.log(held.length); setInterval(() => held, 1000);";
  const child = spawn(process.execPath, ["-e", hold, "--", "--a-page-of-ours"], { stdio: "pipe" });
  await once(child.stdout, "data");
  const found = tabMemory(/--a-page-of-ours/);
  child.kill();
  if (process.platform !== "linux") return expect(found).toBeUndefined();
  expect(found?.now).toBeGreaterThan(100);
  expect(found?.most).toBeGreaterThanOrEqual(found?.now ?? 0);
  expect(tabMemory(/--no-page-of-ours/)).toBeUndefined();
});

test("a file counts as saved when it is whole, and no file of before is taken for it", async () => {
  const downloads = mkdtempSync(join(tmpdir(), "gepa-studio-downloads-"));
  writeFileSync(join(downloads, "before.txt"), "old");
  const says = { evaluate: async () => "Saving." };
  const walk = { downloads, page: says } as unknown as Walk & { readonly engine: Engine };
  const path = await savedFile(walk, async () => {
    writeFileSync(join(downloads, "new.txt"), "");
    writeFileSync(join(downloads, "new.txt.part"), "half");
    setTimeout(() => {
      writeFileSync(join(downloads, "new.txt"), "whole");
      rmSync(join(downloads, "new.txt.part"));
    }, 150);
  });
  expect(path).toBe(join(downloads, "new.txt"));
  rmSync(downloads, { recursive: true });
});
