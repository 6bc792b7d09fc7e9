import { afterEach, describe, expect, test } from "vitest";

import { createSandboxClient } from "../../src/tasks/sandbox/sandbox-client.ts";

const openWorker = () =>
  new Worker(new URL("../../workers/sandbox.worker.ts", import.meta.url), { type: "module" });
const sandbox = createSandboxClient(openWorker);

afterEach(() => sandbox.dispose());

const row = { inputs: { text: "x" }, expected: {}, output: "x", steps: [] };

describe("the sandbox worker, in the browser", () => {
  test("runs code and returns plain data", async () => {
    expect(
      await sandbox.call(
        "function score(row) { console.log('seen', row.output); return { score: 0.5 }; }",
        "score",
        row,
      ),
    ).toEqual({
      kind: "returned",
      value: { score: 0.5 },
      log: ["seen x"],
    });
  });

  test("ends an endless loop and an allocation bomb as errors, and goes on", async () => {
    expect(await sandbox.call("function score() { for (;;) {} }", "score", row)).toMatchObject({
      kind: "failed",
      reason: "time",
    });
    const bomb = await sandbox.call(
      "function score() { const a = []; for (;;) a.push('x'.repeat(1e6) + a.length); }",
      "score",
      row,
    );
    expect(bomb).toMatchObject({ kind: "failed", reason: expect.stringMatching(/memory|time/) as string });
    expect(await sandbox.call("const score = () => 1;", "score", row)).toMatchObject({
      kind: "returned",
      value: 1,
    });
  });

  test("gives code no way to the network, the page, storage or the worker around it", async () => {
    for (const attempt of [
      "fetch('/')",
      "importScripts('/x.js')",
      "indexedDB.open('x')",
      "postMessage('x')",
      "self.close()",
      "new Worker('x')",
      "new WebSocket('ws://localhost')",
      "globalThis.constructor.constructor('return fetch')()('/')",
    ]) {
      expect(await sandbox.call(`function score() { ${attempt}; return 1; }`, "score", row)).toMatchObject({
        kind: "failed",
        reason: "error",
      });
    }
    expect(await sandbox.call("function score() { return import('/x.js'); }", "score", row)).toMatchObject({
      kind: "failed",
    });
  });

  test("survives whatever is thrown", async () => {
    for (const thrown of ["null", "undefined", "'text'", "{}", "Symbol('x')"]) {
      expect(await sandbox.call(`function score() { throw ${thrown}; }`, "score", row)).toMatchObject({
        kind: "failed",
      });
    }
  });
});
