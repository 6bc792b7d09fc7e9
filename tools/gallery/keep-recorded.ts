import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright-core";

import { galleryLines } from "../../src/tasks/gallery/entries.ts";
import type { RecordedRun } from "../../src/views/recorded-run.ts";
import { projectFolder } from "../build/project-folder.ts";

const folder = join(projectFolder, "public/recorded/gallery");
/** A bundle larger than this has no business on a first visit's way. */
const mostBytes = 300_000;

/** The file that "Save all to a file" makes of all this page holds. */
export async function savedBundle(page: Page, address: string): Promise<Buffer> {
  await page.goto(`${address}#/storage`);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save all to a file" }).click();
  return readFileSync(await (await download).path());
}

/** Puts a bundle of one run among those that ship with the page, in place of an older one of the same task. */
export function keepRecorded(
  bytes: Buffer,
  about: Omit<RecordedRun, "file" | "bytes" | "sha256" | "date">,
): void {
  if (bytes.length > mostBytes)
    throw new Error(`the bundle of ${about.generator} has ${bytes.length} bytes, more than ${mostBytes}`);
  mkdirSync(folder, { recursive: true });
  const indexFile = join(folder, "index.json");
  const before = existsSync(indexFile) ? (JSON.parse(readFileSync(indexFile, "utf8")) as RecordedRun[]) : [];
  const file = `${about.generator}.gepa-studio`;
  const line: RecordedRun = {
    ...about,
    file,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    date: new Date().toISOString().slice(0, 10),
  };
  writeFileSync(join(folder, file), bytes);
  const others = before.filter(({ generator }) => generator !== about.generator);
  const inOrder = galleryLines.flatMap(({ generator }) =>
    [...others, line].filter((one) => one.generator === generator),
  );
  writeFileSync(indexFile, `${JSON.stringify(inOrder, null, 2)}\n`);
}
