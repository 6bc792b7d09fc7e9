import { wrap, type Remote } from "comlink";

import type { SandboxWorkerApi } from "../../protocol/sandbox-worker.ts";
import { untilDead } from "../../shared/life-lock.ts";

/** How long a worker may take to load the interpreter; a machine under load takes seconds, a worker that hangs for ever. */
const longestStartMs = 20_000;

/** A worker that runs code of a metric, from its start to its end. */
export interface OpenSandbox {
  readonly remote: Remote<SandboxWorkerApi>;
  /** Settles when the interpreter is loaded, or was not in time. */
  readonly ready: Promise<void>;
  /** Resolves when the worker has ended that nobody ended here. */
  readonly died: Promise<"died">;
  readonly end: () => void;
}

export function openSandbox(worker: Worker): OpenSandbox {
  const remote = wrap<SandboxWorkerApi>(worker);
  const watch = new AbortController();
  const name = `gepa-studio:life:${crypto.randomUUID()}`;
  // Held before the interpreter loads, so that a worker killed while it loads is noticed at once.
  const held = remote.holdLife(name);
  const begin = async (): Promise<void> => {
    await held;
    await remote.ready();
  };
  const ready = Promise.race([begin(), brokenWorker(worker), lateStart(watch.signal)]);
  // Whoever asks next is told; a worker opened ahead of need may end unasked.
  ready.catch(() => undefined);
  const died = new Promise<"died">((resolve) => {
    held
      .then(() => untilDead(navigator.locks, name, watch.signal))
      .then((isDead) => isDead && resolve("died"))
      .catch(() => undefined);
  });
  const end = (): void => {
    watch.abort();
    worker.terminate();
  };
  return { remote, ready, died, end };
}

/** Rejects when the worker's script cannot be loaded or breaks; never resolves. */
function brokenWorker(worker: Worker): Promise<never> {
  return new Promise((_, reject) => {
    worker.addEventListener("error", (event) => {
      reject(new Error(event.message || "its script did not load"));
    });
  });
}

/** Rejects on the clock, unless the worker was ended before; never resolves. */
function lateStart(ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`it was not ready after ${longestStartMs / 1000} seconds`)),
      longestStartMs,
    );
    ended.addEventListener("abort", () => clearTimeout(timer));
  });
}
