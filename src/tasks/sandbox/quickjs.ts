import variant from "@jitl/quickjs-singlefile-mjs-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  shouldInterruptAfterDeadline,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";

import type { SandboxLimits } from "../../protocol/sandbox-worker.ts";
import type { Sandbox, SandboxOutcome } from "../metrics/metric.ts";
import { mostLogLines, prelude } from "./prelude.ts";

const defaultLimits: SandboxLimits = { milliseconds: 1000, memoryBytes: 64 * 1024 * 1024 };

/** Well under the interpreter's own stack in WebAssembly: at its default, endless recursion corrupted it. */
const stackBytes = 64 * 1024;
const largestResult = 1_000_000;

type Failure = Extract<SandboxOutcome, { kind: "failed" }>;

const wasmPage = 64 * 1024;
/** What the interpreter itself is built to start with. */
const firstBytes = 16 * 1024 * 1024;
/** The interpreter counts what it allocates; this holds whatever it miscounts, for memory of WebAssembly never shrinks. */
const hardBytes = firstBytes + defaultLimits.memoryBytes;

let loading: Promise<QuickJSWASMModule> | undefined;

function interpreter(): Promise<QuickJSWASMModule> {
  loading ??= newQuickJSWASMModuleFromVariant(
    newVariant(variant, {
      wasmMemory: new WebAssembly.Memory({ initial: firstBytes / wasmPage, maximum: hardBytes / wasmPage }),
    }),
  );
  return loading;
}

export async function loadInterpreter(): Promise<void> {
  await interpreter();
}

/** JavaScript in QuickJS, itself in WebAssembly: each call gets a new interpreter with limits, and nothing of ours. */
export function createQuickJsSandbox(limits: SandboxLimits = defaultLimits): Sandbox {
  return {
    async call(code, name, input) {
      const quickjs = await interpreter();
      try {
        return runOnce(quickjs, code, name, input, limits);
      } catch {
        // The interpreter itself broke (an abort inside WebAssembly): the next call loads a fresh one.
        loading = undefined;
        return failed(
          "memory",
          "It used more memory than it may, or called itself too deeply, and was ended.",
          [],
        );
      }
    },
  };
}

function runOnce(
  quickjs: QuickJSWASMModule,
  code: string,
  name: string,
  input: unknown,
  limits: SandboxLimits,
): SandboxOutcome {
  const runtime = quickjs.newRuntime();
  runtime.setMemoryLimit(limits.memoryBytes);
  runtime.setMaxStackSize(stackBytes);
  const deadline = Date.now() + limits.milliseconds;
  runtime.setInterruptHandler(shouldInterruptAfterDeadline(deadline));
  const context = runtime.newContext();
  const log: string[] = [];
  try {
    return callIn(context, runtime, log, code, name, input, deadline);
  } finally {
    context.dispose();
    runtime.dispose();
  }
}

function callIn(
  context: QuickJSContext,
  runtime: QuickJSRuntime,
  log: string[],
  code: string,
  name: string,
  input: unknown,
  deadline: number,
): SandboxOutcome {
  const refuse = (error: QuickJSHandle) => describeError(context, error, log, deadline);
  addLog(context, log);
  for (const source of [prelude, code]) {
    const loaded = context.evalCode(source, source === code ? "metric.js" : "prelude.js");
    if (loaded.error !== undefined) return refuse(loaded.error);
    loaded.value.dispose();
  }
  const text = context.newString(JSON.stringify(input) ?? "null");
  context.setProp(context.global, "__input", text);
  text.dispose();
  const called = context.evalCode(callOf(name), "call.js");
  if (called.error !== undefined) return refuse(called.error);
  const pending = runtime.executePendingJobs();
  if (pending.error !== undefined) return refuse(pending.error);
  const outcome = settle(context, called.value, refuse, log);
  called.value.dispose();
  return outcome.kind === "failed" && outcome.reason === "not-a-function"
    ? failed("not-a-function", `The code defines no function ${name}.`, log)
    : outcome;
}

/**
 * Calls `name` with the input and gives its result as JSON, written inside, where memory and time are bounded. Numbers JSON
 * does not have leave as their names, so that they can be told.
 */
function callOf(name: string): string {
  return `(() => {
  const input = JSON.parse(__input);
  delete globalThis.__input;
  if (typeof ${name} !== "function") return "missing";
  const write = JSON.stringify;
  const named = (one) => (typeof one === "number" && one - one !== 0 ? String(one) : one);
  return Promise.resolve(${name}(input)).then((value) => {
    const plain = value !== null && typeof value === "object" && typeof value.score === "number"
      ? { ...value, score: named(value.score) }
      : named(value);
    let text;
    try { text = write(plain) ?? ""; } catch { text = ""; }
    return text.length > ${largestResult} ? "large" : "=" + text;
  });
})()`;
}

function settle(
  context: QuickJSContext,
  handle: QuickJSHandle,
  refuse: (error: QuickJSHandle) => Failure,
  log: readonly string[],
): SandboxOutcome {
  const state = context.getPromiseState(handle);
  if (state.type === "pending")
    return failed("error", "The function returned a promise that never settles.", log);
  if (state.type === "rejected") return refuse(state.error);
  const text = context.getString(state.value);
  if (!state.notAPromise) state.value.dispose();
  if (text === "missing") return failed("not-a-function", "", log);
  if (text === "large")
    return failed(
      "error",
      `The result is larger than ${largestResult.toLocaleString("en")} characters.`,
      log,
    );
  const value = text.slice(1);
  return { kind: "returned", value: value === "" ? undefined : (JSON.parse(value) as unknown), log };
}

function addLog(context: QuickJSContext, log: string[]): void {
  const write = context.newFunction("__log", (line) => {
    if (log.length < mostLogLines) log.push(context.getString(line));
  });
  context.setProp(context.global, "__log", write);
  write.dispose();
}

function describeError(
  context: QuickJSContext,
  error: QuickJSHandle,
  log: readonly string[],
  deadline: number,
): Failure {
  const parts = partsOfError(context, error);
  error.dispose();
  // Where the memory is gone not even an error fits in it, and null is what is thrown.
  if (parts === null)
    return failed(
      "memory",
      "It threw null, or used too much memory and was ended: the two cannot be told apart.",
      log,
    );
  const { name, message, place } = parts;
  if (name === "InternalError" && /out of memory/i.test(message))
    return failed("memory", "It used too much memory and was ended.", log);
  const isInterrupted = name === "InternalError" && message === "interrupted";
  if (isInterrupted || Date.now() > deadline) return failed("time", "It ran too long and was ended.", log);
  return failed("error", `${`${name}: ${message}`.slice(0, 1000)}${place}`, log);
}

interface ErrorParts {
  readonly name: string;
  readonly message: string;
  /** In which line of the user's code, where that is known. */
  readonly place: string;
}

/** Anything can be thrown, however large: only short texts of it are copied out. */
function partsOfError(context: QuickJSContext, error: QuickJSHandle): ErrorParts | null {
  const kind = context.typeof(error);
  if (kind !== "object" && kind !== "function")
    return { name: "Thrown", message: kind === "symbol" ? "a symbol" : context.getString(error), place: "" };
  if (context.eq(error, context.null)) return null;
  const message = textOf(context, error, "message");
  if (message === undefined) return { name: "Thrown", message: "an object without a message", place: "" };
  const line = /metric\.js:(\d+)/.exec(textOf(context, error, "stack") ?? "")?.[1];
  return {
    name: textOf(context, error, "name") ?? "Error",
    message,
    place: line === undefined ? "" : ` (line ${line})`,
  };
}

function textOf(context: QuickJSContext, error: QuickJSHandle, name: string): string | undefined {
  try {
    const value = context.getProp(error, name);
    const text = context.typeof(value) === "string" ? context.getString(value).slice(0, 10_000) : undefined;
    value.dispose();
    return text;
  } catch {
    return undefined;
  }
}

function failed(reason: Failure["reason"], message: string, log: readonly string[]): Failure {
  return { kind: "failed", reason, message, log };
}
