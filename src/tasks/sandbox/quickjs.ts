import variant from "@jitl/quickjs-singlefile-mjs-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  shouldInterruptAfterDeadline,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";

import type { SandboxLimits } from "../../protocol/sandbox-worker.ts";
import { reasonOf } from "../../shared/reason-of.ts";
import type { Sandbox, SandboxOutcome } from "../metrics/metric.ts";
import { prelude } from "./prelude.ts";

export const defaultLimits: SandboxLimits = { milliseconds: 1000, memoryBytes: 64 * 1024 * 1024 };

/** Well under the interpreter's own stack in WebAssembly: at its default, endless recursion corrupted it. */
const stackBytes = 64 * 1024;
const mostLogLines = 100;
const longestLogLine = 2000;
const largestResult = 1_000_000;

type Failure = Extract<SandboxOutcome, { kind: "failed" }>;

let loading: Promise<QuickJSWASMModule> | undefined;

export async function loadInterpreter(): Promise<void> {
  loading ??= newQuickJSWASMModuleFromVariant(variant);
  await loading;
}

/** JavaScript in QuickJS, itself in WebAssembly: each call gets a new interpreter with limits, and nothing of ours. */
export function createQuickJsSandbox(limits: SandboxLimits = defaultLimits): Sandbox {
  return {
    async call(code, name, input) {
      loading ??= newQuickJSWASMModuleFromVariant(variant);
      const quickjs = await loading;
      try {
        return runOnce(quickjs, code, name, input, limits);
      } catch (error) {
        // The interpreter itself broke (an abort inside WebAssembly): the next call loads a fresh one.
        loading = undefined;
        return failed("memory", `The sandbox broke: ${reasonOf(error)}`, []);
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

/** Calls `name` with the input. Numbers JSON does not have leave as their names, so that they can be told. */
function callOf(name: string): string {
  return `(() => {
  const input = JSON.parse(__input);
  delete globalThis.__input;
  if (typeof ${name} !== "function") return { missing: true };
  const named = (one) => (typeof one === "number" && one - one !== 0 ? String(one) : one);
  return Promise.resolve(${name}(input)).then((value) => ({
    value: value !== null && typeof value === "object" && typeof value.score === "number"
      ? { ...value, score: named(value.score) }
      : named(value),
  }));
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
  const settled = context.dump(state.value) as { missing?: boolean; value?: unknown } | undefined;
  if (!state.notAPromise) state.value.dispose();
  if (settled?.missing === true) return failed("not-a-function", "", log);
  const value = plain(settled?.value);
  if (value.length > largestResult)
    return failed(
      "error",
      `The result is larger than ${largestResult.toLocaleString("en")} characters.`,
      log,
    );
  return { kind: "returned", value: value === "" ? undefined : (JSON.parse(value) as unknown), log };
}

/** Only plain data leaves the sandbox. */
function plain(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

function addLog(context: QuickJSContext, log: string[]): void {
  const write = context.newFunction("__log", (line) => {
    if (log.length < mostLogLines) log.push(context.getString(line).slice(0, longestLogLine));
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
  const thrown: unknown = context.dump(error);
  error.dispose();
  // Where the memory is gone not even an error fits in it, and null is what is thrown.
  if (thrown === null)
    return failed(
      "memory",
      "It threw null, or used too much memory and was ended: the two cannot be told apart.",
      log,
    );
  const { name, message, place } = partsOfError(thrown);
  if (name === "InternalError" && /out of memory/i.test(message))
    return failed("memory", "It used too much memory and was ended.", log);
  const isInterrupted = name === "InternalError" && message === "interrupted";
  if (isInterrupted || Date.now() > deadline) return failed("time", "It ran too long and was ended.", log);
  return failed("error", `${`${name}: ${message}`.slice(0, 1000)}${place}`, log);
}

/** Anything can be thrown. `place` says in which line of the user's code, where that is known. */
function partsOfError(thrown: unknown): {
  readonly name: string;
  readonly message: string;
  readonly place: string;
} {
  if (thrown !== null && typeof thrown === "object") {
    const { name, message, stack } = thrown as { name?: unknown; message?: unknown; stack?: unknown };
    if (typeof message === "string") {
      const line = typeof stack === "string" ? /metric\.js:(\d+)/.exec(stack)?.[1] : undefined;
      return {
        name: typeof name === "string" ? name : "Error",
        message,
        place: line === undefined ? "" : ` (line ${line})`,
      };
    }
  }
  return { name: "Thrown", message: plain(thrown) || String(thrown), place: "" };
}

function failed(reason: Failure["reason"], message: string, log: readonly string[]): Failure {
  return { kind: "failed", reason, message, log };
}
