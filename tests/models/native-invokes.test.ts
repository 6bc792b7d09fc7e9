import { openAsBlob, readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { afterEach, expect, test, vi } from "vitest";

import { invokeModule } from "../../src/models/wllama/invoke-module.ts";
import { withNativeInvokes } from "../../src/models/wllama/native-invokes.ts";
import { openCompatEngine } from "../support/compat-engine.ts";

afterEach(() => vi.unstubAllGlobals());

type Invoke = (of: number, ...taken: unknown[]) => unknown;

/** (func (export "f") (import "e" "f")) of a type: a table takes no function that is not WebAssembly's. */
async function asWasm(takes: readonly number[], gives: readonly number[], f: unknown): Promise<unknown> {
  const type = [0x60, takes.length, ...takes, gives.length, ...gives];
  const bytes = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [1, type.length + 1, 1, ...type],
    [2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
    [7, 5, 1, 1, 0x66, 0, 0],
  ].flat();
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(bytes), { e: { f } } as never);
  return instance.exports["f"];
}

const [i32, i64, f32, f64] = [0x7f, 0x7e, 0x7d, 0x7c];

/** `invoke_dijf` and `invoke_vi` around two functions of an engine whose stack is at 64. */
async function invokesOf(
  dijf: Invoke,
  vi: Invoke,
): Promise<{ calls: Record<string, Invoke>; log: string[]; engine: { ended: boolean } }> {
  const engine = { ended: false };
  const log: string[] = [];
  const { instance } = await WebAssembly.instantiate(invokeModule(["dijf", "vi"]), {
    e: { isAborted: () => Number(engine.ended) },
  });
  const slots = [
    await asWasm([], [i32], () => 64),
    await asWasm([i32], [], (at: number) => log.push(`stack ${at}`)),
    await asWasm([i32, i32], [], (...noted: number[]) => log.push(`threw ${noted.join()}`)),
    await asWasm([i32, i32, i64, f32], [f64], dijf),
    await asWasm([i32, i32], [], vi),
  ];
  for (const [at, f] of slots.entries()) (instance.exports["slots"] as WebAssembly.Table).set(at, f);
  return { calls: instance.exports as Record<string, Invoke>, log, engine };
}

test("a call is handed on with all it was given, and its answer comes back", async () => {
  const { calls, log } = await invokesOf(
    (of, a, b, c) => of + Number(a) + Number(b) + Number(c) / 4,
    (of, a) => log.push(`v ${String(of)} ${String(a)}`),
  );
  expect(calls["invoke_dijf"]!(1000, 200, 30n, 2.5)).toBe(1230.625);
  calls["invoke_vi"]!(7, -1);
  expect(log).toEqual(["v 7 -1"]);
});

test("what is thrown is noted, the stack is put back and the answer is zero; once the engine has ended it is thrown on", async () => {
  const fail = (): never => {
    throw new Error("out of the engine");
  };
  const { calls, log, engine } = await invokesOf(fail, fail);
  expect(calls["invoke_dijf"]!(1, 2, 3n, 4)).toBe(0);
  expect(log.splice(0)).toEqual(["stack 64", "threw 1,0"]);
  calls["invoke_vi"]!(1, 2);
  expect(log.splice(0)).toEqual(["stack 64", "threw 1,0"]);
  engine.ended = true;
  expect(() => calls["invoke_vi"]!(1, 2)).toThrow("out of the engine");
  expect(log).toEqual([]);
});

test("every kind of call that the engine's script has is taken over; another script stays as it is", () => {
  const path = createRequire(import.meta.url).resolve("@wllama/wllama-compat/wasm/wllama.js");
  const script = readFileSync(path, "utf8");
  const changed = withNativeInvokes(script);
  expect(changed.endsWith(script)).toBe(true);
  const bytes = /\(Module,\[([\d,]+)\]/.exec(changed)?.[1]?.split(",").map(Number) ?? [];
  const exported = WebAssembly.Module.exports(new WebAssembly.Module(Uint8Array.from(bytes)));
  const calls = [...script.matchAll(/function (invoke_\w+)\(/g)].map(([, name]) => name);
  expect(calls.length).toBeGreaterThan(0);
  expect(exported.map(({ name }) => name)).toEqual(["slots", ...calls]);
  expect(withNativeInvokes("function invoke_vi(index,a1){}")).toBe("function invoke_vi(index,a1){}");
});

test("the compat engine answers the same with its calls inside WebAssembly, and none of them goes out into its script", async () => {
  const model = await openAsBlob("public/models/embedded-student.gguf");
  const ask = async (change: (script: string) => string): Promise<string> => {
    const engine = await openCompatEngine(model, change);
    // Thrown in C++ and caught there; the next call finds the engine as it was.
    const hi = { messages: [{ role: "user" as const, content: "hi" }], max_tokens: 4 };
    const refused = engine.createChatCompletion({ ...hi, grammar: "root ::= (" });
    await expect(refused).rejects.toThrow("failed to parse grammar");
    const { choices } = await engine.createChatCompletion({
      messages: [
        { role: "system", content: "Answer with one word. card: BILLING. error: TECH." },
        { role: "user", content: "my card was charged twice" },
      ],
      max_tokens: 8,
      temperature: 0,
      logprobs: true,
      top_logprobs: 3,
    });
    await engine.exit();
    return JSON.stringify(choices);
  };
  const asItCame = await ask((script) => script);
  expect(asItCame).toContain("logprobs");
  // A function of the script that was called would end the engine.
  const emptied = (script: string): string =>
    withNativeInvokes(script).replaceAll(/(function invoke_\w+\([^)]*\)\{)/g, "$1throw new Error('called');");
  expect(await ask(emptied)).toBe(asItCame);
}, 60_000);
