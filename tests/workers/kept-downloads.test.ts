import { afterEach, expect, test } from "vitest";
import { commands } from "vitest/browser";

import { openKeptDownloads } from "../../src/models/kept-downloads.ts";
import { openStoredFiles } from "../../src/models/stored-files.ts";
import { sha256OfFiles } from "../../src/models/weights.ts";

const never = new AbortController().signal;
const quiet = async (): Promise<void> => undefined;
/** Breaks the connection when some of the file has come. */
const cutting = (url: string) => () => commands.cutFile(url);
const fresh = () => openKeptDownloads(`test:${crypto.randomUUID()}`);
afterEach(() => commands.stopServers());

test("a file is downloaded once and then read from this machine", async () => {
  const { url, sha256 } = await commands.startFile({ bytes: 100_000 });
  const downloads = fresh();
  for (let i = 0; i < 2; i++) {
    const opened = await downloads.open(url, quiet, never);
    expect(opened.kind === "file" && (await sha256OfFiles([opened.file]))).toBe(sha256);
  }
  expect(await commands.fileRanges(url)).toEqual([""]);
  expect(await downloads.list()).toEqual([{ url, bytes: 100_000, totalBytes: 100_000 }]);
});

test("a download that was cut goes on where it stopped", async () => {
  const { url, sha256 } = await commands.startFile({ bytes: 300_000, holdFirstAfter: 120_000 });
  const downloads = fresh();
  expect(await downloads.open(url, cutting(url), never)).toMatchObject({
    kind: "failed",
    error: "unreachable-or-cors",
  });
  const [begun] = await downloads.list();
  expect(begun?.bytes).toBeGreaterThan(0);
  const opened = await downloads.open(url, quiet, never);
  expect(opened.kind === "file" && (await sha256OfFiles([opened.file]))).toBe(sha256);
  expect(await commands.fileRanges(url)).toEqual(["", `bytes=${begun?.bytes}-`]);
});

test("where the server knows no ranges, or has another file by now, the download starts afresh and is whole", async () => {
  for (const trait of [{ ignoresRanges: true }, { changes: true }]) {
    const { url, sha256 } = await commands.startFile({ bytes: 300_000, holdFirstAfter: 120_000, ...trait });
    const downloads = fresh();
    await downloads.open(url, cutting(url), never);
    const opened = await downloads.open(url, quiet, never);
    expect(opened.kind === "file" && (await sha256OfFiles([opened.file]))).toBe(sha256);
  }
});

test("a stopped download says so and keeps what arrived; a removed one is gone", async () => {
  const { url } = await commands.startFile({ bytes: 300_000, holdFirstAfter: 120_000 });
  const downloads = fresh();
  const controller = new AbortController();
  const outcome = await downloads.open(url, async () => controller.abort(), controller.signal);
  expect(outcome).toMatchObject({ kind: "failed", error: "aborted" });
  await downloads.remove(url);
  expect(await downloads.list()).toEqual([]);
});

test("a stop is a stop also where the connection breaks at the same time", async () => {
  const { url } = await commands.startFile({ bytes: 300_000, holdFirstAfter: 120_000 });
  const controller = new AbortController();
  const stopAndBreak = async (): Promise<void> => {
    await commands.cutFile(url);
    controller.abort();
  };
  const outcome = await fresh().open(url, stopAndBreak, controller.signal);
  expect(outcome).toMatchObject({ kind: "failed", error: "aborted" });
  const stopped = AbortSignal.abort();
  const { url: short } = await commands.startFile({ bytes: 100 });
  expect(await fresh().open(short, quiet, stopped)).toMatchObject({ kind: "failed", error: "aborted" });
});

test("a file from disk is kept in the private file system, listed, read back and removed", async () => {
  const files = openStoredFiles(`test:${crypto.randomUUID()}`);
  await files.save("a model.gguf", new Blob(["GGUF and more"]).stream());
  expect(await files.list()).toEqual([{ name: "a model.gguf", bytes: 13 }]);
  const opened = await files.open("a model.gguf");
  expect(opened.kind === "file" && (await opened.file.text())).toBe("GGUF and more");
  await files.remove("a model.gguf");
  expect(await files.open("a model.gguf")).toMatchObject({ kind: "failed", error: "unknown-model" });
});

test("a browser without a private file system keeps files and downloads among its caches", async () => {
  const there = Object.getOwnPropertyDescriptor(StorageManager.prototype, "getDirectory");
  Object.defineProperty(StorageManager.prototype, "getDirectory", { value: undefined, configurable: true });
  try {
    const files = openStoredFiles(`test:${crypto.randomUUID()}`);
    await files.save("a model/1.gguf", new Blob(["GGUF and more"]).stream());
    await files.save("another.gguf", new Blob(["GGUF"]).stream());
    expect(await files.list()).toEqual([
      { name: "a model/1.gguf", bytes: 13 },
      { name: "another.gguf", bytes: 4 },
    ]);
    const opened = await files.open("a model/1.gguf");
    expect(opened.kind === "file" && (await opened.file.text())).toBe("GGUF and more");
    await files.remove("a model/1.gguf");
    expect(await files.list()).toEqual([{ name: "another.gguf", bytes: 4 }]);

    const { url, sha256 } = await commands.startFile({ bytes: 300_000, holdFirstAfter: 120_000 });
    const downloads = fresh();
    await downloads.open(url, cutting(url), never);
    const [begun] = await downloads.list();
    const whole = await downloads.open(url, quiet, never);
    expect(whole.kind === "file" && (await sha256OfFiles([whole.file]))).toBe(sha256);
    expect(await commands.fileRanges(url)).toEqual(["", `bytes=${begun?.bytes}-`]);
    await downloads.remove(url);
    expect(await downloads.list()).toEqual([]);
  } finally {
    if (there !== undefined) Object.defineProperty(StorageManager.prototype, "getDirectory", there);
  }
});

test("a file whose reading fails leaves nothing behind", async () => {
  const files = openStoredFiles(`test:${crypto.randomUUID()}`);
  const broken = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      controller.error(new Error("the disk was pulled"));
    },
  });
  const saved = await files.save("half.gguf", broken);
  expect(saved).toMatchObject({ kind: "failed", message: expect.stringContaining("the disk was pulled") });
  expect(await files.list()).toEqual([]);
});
