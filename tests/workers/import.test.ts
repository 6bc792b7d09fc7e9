import { proxy, releaseProxy, wrap } from "comlink";
import { afterAll, describe, expect, test } from "vitest";

import type { ImportWorkerApi } from "../../src/protocol/import-worker.ts";
import type { Example } from "../../src/tasks/task-spec.ts";

const worker = new Worker(new URL("../../workers/import.worker.ts", import.meta.url), { type: "module" });
const importer = wrap<ImportWorkerApi>(worker);

afterAll(() => {
  importer[releaseProxy]();
  worker.terminate();
});

describe("the import worker, in the browser", () => {
  test("takes in 100,000 rows while the page keeps drawing", async () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, index) => `"message number ${index}, with a comma and some words",LABEL${index % 9}`,
    );
    const file = new Blob([["text,label", ...lines].join("\n")]);
    const source = { kind: "file", file, name: "big.csv" } as const;
    const preview = await importer.preview(source, {});
    expect(preview).toMatchObject({
      kind: "preview",
      columns: ["text", "label"],
      guessed: { inputs: ["text"], expected: ["label"] },
    });
    let longestPause = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longestPause = Math.max(longestPause, performance.now() - last);
      last = performance.now();
    }, 10);
    let rows = 0;
    const onBatch = proxy(async (batch: readonly Example[]) => {
      rows += batch.length;
    });
    const summary = await importer.importRows(source, {}, { inputs: ["text"], expected: ["label"] }, onBatch);
    clearInterval(watch);
    expect(summary).toMatchObject({ kind: "imported", rows: 100_000, badRowCount: 0 });
    expect(rows).toBe(100_000);
    expect(longestPause).toBeLessThan(1000);
  });

  test("reports bad rows of a bad file and keeps the good ones", async () => {
    const source = {
      kind: "text",
      text: '{"text":"a","label":"A"}\n{broken\n{"text":"","label":"B"}',
      name: "pasted.jsonl",
    } as const;
    const kept: Example[] = [];
    const onBatch = proxy(async (batch: readonly Example[]) => {
      kept.push(...batch);
    });
    const summary = await importer.importRows(source, {}, { inputs: ["text"], expected: ["label"] }, onBatch);
    expect(kept).toHaveLength(1);
    expect(summary).toMatchObject({
      kind: "imported",
      badRowCount: 2,
      badRows: [{ number: 2 }, { number: 3, reason: "Its input is empty." }],
    });
  });

  test("refuses what is no table with a sentence", async () => {
    const source = { kind: "file", file: new Blob([new Uint8Array(4000)]), name: "x.csv" } as const;
    expect(await importer.preview(source, {})).toMatchObject({ kind: "bad-import" });
  });
});
