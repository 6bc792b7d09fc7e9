import type { SandboxOutcome } from "../tasks/metrics/metric.ts";

export interface SandboxLimits {
  readonly milliseconds: number;
  readonly memoryBytes: number;
}

/** sandbox.worker runs strangers' code in an interpreter of its own: no page, no network, no storage. */
export interface SandboxWorkerApi {
  /** Resolves when the interpreter is loaded; no limit of a call counts before that. */
  ready(): Promise<void>;
  /** Holds a lock of this name for as long as the worker lives. */
  holdLife(name: string): Promise<void>;
  /** Calls the function `name` that `code` defines with plain data. Every call starts from nothing. */
  call(code: string, name: string, input: unknown, limits: SandboxLimits): Promise<SandboxOutcome>;
}
