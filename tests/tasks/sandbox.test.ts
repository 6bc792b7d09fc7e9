import { describe, expect, test } from "vitest";

import { code, codeTemplate, problemOfCode } from "../../src/tasks/metrics/code.ts";
import { createQuickJsSandbox } from "../../src/tasks/sandbox/quickjs.ts";
import { exampleOf, inputOf } from "../support/metric-input.ts";

const sandbox = createQuickJsSandbox({ milliseconds: 300, memoryBytes: 4 * 1024 * 1024 });

async function judge(source: string, output = "x") {
  const outcome = await code.judge(inputOf(output, exampleOf("x"), { sandbox }), { code: source });
  if (outcome.kind !== "judged") throw new Error(outcome.message);
  return outcome;
}

describe("custom metric code", () => {
  test("scores with the template", async () => {
    expect(await judge(codeTemplate)).toMatchObject({ score: 1, feedback: "Right." });
    expect(await judge(codeTemplate, "y")).toMatchObject({ score: 0, feedback: "Expected x, got y." });
  });

  test("may return a number, a boolean, parts or a promise, and log", async () => {
    expect(await judge("function score() { console.log('hi', {a: 1}); return 0.25; }")).toMatchObject({
      score: 0.25,
      feedback: 'The score is 0.25.\nLogged: hi {"a":1}',
    });
    expect(await judge("const score = () => true;")).toMatchObject({ score: 1 });
    expect(
      await judge(
        "async function score(row) { return { score: 7, feedback: row.inputs.text, parts: { a: 0.5 } }; }",
      ),
    ).toMatchObject({
      score: 1,
      feedback: "x (The code gave 7; scores lie between 0 and 1, so it counts as 1.)",
      parts: { a: 0.5 },
    });
  });

  test("that loops for ever, fills the memory or overflows the stack is an error on that row, and the next row runs", async () => {
    expect(await judge("function score() { for (;;) {} }")).toMatchObject({
      score: 0,
      feedback: expect.stringContaining("ran too long") as string,
    });
    expect(
      await judge("function score() { const a = []; for (;;) a.push(new Array(1e5).fill(1)); }"),
    ).toMatchObject({ score: 0, feedback: expect.stringContaining("too much memory") as string });
    expect(await judge("function score() { let s = 'x'; for (;;) s += s; }")).toMatchObject({
      score: 0,
      feedback: expect.stringContaining("failed on this row") as string,
    });
    expect(await judge("function score() { return score(); }")).toMatchObject({
      score: 0,
      feedback: expect.stringContaining("failed on this row") as string,
    });
    expect(await judge("/(a+)+$/.test('a'.repeat(40) + '!'); function score() { return 1; }")).toMatchObject({
      kind: "judged",
    });
    expect(await judge("for (;;) {}")).toMatchObject({
      score: 0,
      feedback: expect.stringContaining("ran too long") as string,
    });
    expect(await judge("function score() { return new Promise(() => {}); }")).toMatchObject({
      score: 0,
      feedback: expect.stringContaining("never settles") as string,
    });
    expect(await judge("function score() { return 1; }")).toMatchObject({ score: 1 });
    // The interpreter is slow to find out that its memory is full.
  }, 120_000);

  test("that returns, throws or logs more than it may hold is ended within bounds, in plain words", async () => {
    const big = createQuickJsSandbox();
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
    for (const source of [
      "function score() { const s = 'x'.repeat(7e5); return Array.from({ length: 1000 }, () => s); }",
      "function score() { const s = 'x'.repeat(7e5); throw { message: Array.from({ length: 1000 }, () => s) }; }",
      "function score() { throw new Error('x'.repeat(3e7)); }",
      "function score() { for (let i = 0; i < 1e4; i += 1) console.log('x'.repeat(1e5)); return 1; }",
    ]) {
      const outcome = await big.call(source, "score", {});
      expect(JSON.stringify(outcome).length).toBeLessThan(300_000);
      expect(JSON.stringify(outcome)).not.toMatch(/Aborted|Assertion|undefined/);
    }
    const after = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
    expect(after - before).toBeLessThan(120 * 1024 * 1024);
  }, 60_000);

  test("reaches nothing outside", async () => {
    for (const name of [
      "fetch",
      "XMLHttpRequest",
      "WebSocket",
      "importScripts",
      "indexedDB",
      "postMessage",
      "self",
      "window",
      "document",
      "process",
      "require",
      "setTimeout",
      "Worker",
      "navigator",
      "localStorage",
      "caches",
      "__log",
      "__input",
    ]) {
      expect(
        await judge(`function score() { return typeof ${name} === "undefined" ? 1 : 0; }`),
      ).toMatchObject({ score: 1 });
    }
    expect(await judge("function score() { return import('node:fs').then(() => 0); }")).toMatchObject({
      score: 0,
      feedback: expect.stringContaining("failed on this row") as string,
    });
    expect(
      await judge(
        "function score() { return (0, eval)('this').constructor.constructor('return typeof process')() === 'undefined' ? 1 : 0; }",
      ),
    ).toMatchObject({ score: 1 });
  });

  test("may throw anything, return anything and poison its own prototypes without harm", async () => {
    for (const thrown of [
      "'text'",
      "null",
      "undefined",
      "42",
      "{}",
      "{ message: 5 }",
      "Symbol('x')",
      "new Error('boom')",
    ]) {
      expect(await judge(`function score() { throw ${thrown}; }`)).toMatchObject({
        score: 0,
        feedback: expect.stringContaining("failed on this row") as string,
      });
    }
    for (const value of [
      "undefined",
      "null",
      "'1'",
      "NaN",
      "{}",
      "[]",
      "() => 1",
      "10n",
      "{ score: '1' }",
      "{ get score() { throw 1 } }",
    ]) {
      expect((await judge(`function score() { return ${value}; }`)).score).toBe(0);
    }
    expect(
      await judge(
        "Object.prototype.score = 1; Object.prototype.polluted = 1; function score() { return {}; }",
      ),
    ).toMatchObject({ kind: "judged" });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("without a function score, or with a syntax error, says so", async () => {
    expect(await judge("const x = 1;")).toMatchObject({
      score: 0,
      feedback: expect.stringContaining("defines no function score") as string,
    });
    expect(await judge("function score( {")).toMatchObject({
      score: 0,
      feedback: expect.stringContaining("SyntaxError") as string,
    });
  });

  test("says truly what was returned or thrown, and in which line", async () => {
    for (const [source, says] of [
      ["function score() { return NaN; }", 'returned "NaN"'],
      ["function score() { return { score: 1 / 0 }; }", 'returned {"score":"Infinity"}'],
      ["function score() { return -2; }", "counts as 0"],
      ["function score(row) {\n  return row.nothing.x;\n}", "of undefined (line 2)"],
      ["function score() { throw null; }", "It threw null"],
      ["function score() { throw new Error('out of memory, says me'); }", "Error: out of memory, says me"],
    ] as const)
      expect((await judge(source)).feedback).toContain(says);
  });

  test("that could not judge any row is told from code that can", async () => {
    expect(await problemOfCode(sandbox, codeTemplate)).toBeUndefined();
    expect(await problemOfCode(sandbox, "function score(row) { return row.nothing.x; }")).toBeUndefined();
    expect(await problemOfCode(sandbox, "function score(row) {\n  retur 1;\n}")).toMatch(
      /cannot be loaded: SyntaxError: .* \(line 2\)/,
    );
    expect(await problemOfCode(sandbox, "function scor() {}")).toContain("no function called score");
    expect(await problemOfCode(sandbox, "for (;;) {}")).toContain("ran too long");
  });

  test("remembers nothing from row to row and draws the same random numbers", async () => {
    const counting =
      "globalThis.n = (globalThis.n ?? 0) + 1; function score() { return { score: 1, feedback: n + ' ' + Math.random() }; }";
    expect((await judge(counting)).feedback).toBe((await judge(counting)).feedback);
  });
});
