import { afterEach, describe, expect, test, vi } from "vitest";

import { regex } from "../../src/tasks/metrics/regex.ts";
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

  test("does not count the wait for other calls against a call", async () => {
    const hasty = createSandboxClient(openWorker, { milliseconds: 300, memoryBytes: 64 * 1024 * 1024 }, 300);
    const endless = "function score() { for (;;) {} }";
    const outcomes = await Promise.all([
      ...Array.from({ length: 4 }, () => hasty.call(endless, "score", row)),
      hasty.call("const score = () => 1;", "score", row),
    ]);
    hasty.dispose();
    for (const outcome of outcomes.slice(0, 4))
      expect(outcome).toMatchObject({ kind: "failed", message: "It ran too long and was ended." });
    expect(outcomes[4]).toMatchObject({ kind: "returned", value: 1 });
  });

  test("a worker that was killed is noticed at once, and the call is answered by a fresh one", async () => {
    const started: Worker[] = [];
    const client = createSandboxClient(
      () => {
        const worker = openWorker();
        started.push(worker);
        return worker;
      },
      // Far longer than this test may take: the clock does not help here.
      { milliseconds: 600_000, memoryBytes: 64 * 1024 * 1024 },
    );
    const answer = () => client.call("const score = () => 1;", "score", row);
    expect(await answer()).toMatchObject({ kind: "returned", value: 1 });
    started[0]?.terminate();
    expect(await answer()).toMatchObject({ kind: "returned", value: 1 });
    client.dispose();
  });

  describe("where a worker does not get ready", () => {
    const hanging = () =>
      new Worker(URL.createObjectURL(new Blob(["for (;;);"], { type: "text/javascript" })));
    /** Hands out these workers, then real ones; the clock goes on when a worker is waited for. */
    function clientWith(first: readonly (() => Worker)[]) {
      const opened: Worker[] = [];
      const client = createSandboxClient(() => {
        const worker = (first[opened.length] ?? openWorker)();
        opened.push(worker);
        return worker;
      });
      return { client, opened };
    }
    async function clockGoesOnAt(opened: readonly Worker[], count: number): Promise<void> {
      await expect.poll(() => opened.length).toBe(count);
      await vi.advanceTimersByTimeAsync(20_000);
    }
    afterEach(() => void vi.useRealTimers());

    test("one that hangs while it loads is ended on the clock, and the call is answered by a fresh one", async () => {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const { client, opened } = clientWith([hanging]);
      const answer = client.call("const score = () => 1;", "score", row);
      await clockGoesOnAt(opened, 1);
      expect(await answer).toMatchObject({ kind: "returned", value: 1 });
      expect(opened).toHaveLength(2);
      client.dispose();
    });

    test("two that hang are said in plain words and judge no row, and the next row gets a fresh one", async () => {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const { client, opened } = clientWith([hanging, hanging]);
      const first = client.call("const score = () => 1;", "score", row).catch((error: unknown) => error);
      const second = client.call("const score = () => 2;", "score", row);
      await clockGoesOnAt(opened, 1);
      await clockGoesOnAt(opened, 2);
      expect(await first).toMatchObject({
        name: "SandboxFault",
        message: expect.stringContaining("did not start, twice: it was not ready after 20 seconds") as string,
      });
      expect(await second).toMatchObject({ kind: "returned", value: 2 });
      client.dispose();
    });

    test("one that is killed while its interpreter loads is noticed without the clock", async () => {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      let holdsLife = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        holdsLife = resolve;
      });
      // Holds its life and never loads.
      const loading = () => {
        const source = `addEventListener("message", ({ data: { id, path, argumentList } }) => {
          if (path?.[0] !== "holdLife") return;
          navigator.locks.request(argumentList[0].value, () => {
            postMessage({ id, type: "RAW", value: undefined });
            return new Promise(() => undefined);
          });
        });`;
        const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
        // Its own word, and not any lock of that kind: workers of other tests hold theirs beside it.
        worker.addEventListener("message", holdsLife, { once: true });
        return worker;
      };
      const { client, opened } = clientWith([loading]);
      const answer = client.call("const score = () => 1;", "score", row);
      await held;
      opened[0]?.terminate();
      expect(await answer).toMatchObject({ kind: "returned", value: 1 });
      client.dispose();
    });
  });

  test("ends on the clock what the interpreter cannot interrupt, and the next row runs in a fresh worker", async () => {
    let started = 0;
    const counted = createSandboxClient(() => {
      started += 1;
      return openWorker();
    });
    const product = "function score() { let n = 3n; for (let i = 0; i < 40; i += 1) n = n * n; return 1; }";
    const outcome = await counted.call(product, "score", row);
    expect(outcome).toMatchObject({ kind: "failed" });
    expect(await counted.call("const score = () => 1;", "score", row)).toMatchObject({ value: 1 });
    expect(started).toBeLessThanOrEqual(2);
    counted.dispose();
  });

  test("ends a regular expression that would search for ever", async () => {
    const input = { example: { id: "1", inputs: {}, expected: {} }, output: `${"a".repeat(60)}!` };
    const complete = () => Promise.reject(new Error("no model was expected to be asked"));
    expect(
      await regex.judge({ ...input, trajectory: [], complete, sandbox }, { pattern: "^(a+)+$" }),
    ).toMatchObject({ score: 0, feedback: expect.stringContaining("took too long") as string });
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
