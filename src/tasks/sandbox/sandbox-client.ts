import { wrap, type Remote } from "comlink";

import type { SandboxLimits, SandboxWorkerApi } from "../../protocol/sandbox-worker.ts";
import { untilDead } from "../../shared/life-lock.ts";
import type { Sandbox, SandboxOutcome } from "../metrics/metric.ts";

const usualLimits: SandboxLimits = { milliseconds: 1000, memoryBytes: 64 * 1024 * 1024 };
/** How much longer than its own limit a call may take before its worker is ended: the way there and back. */
const usualPatienceMs = 500;

const endedTwice: SandboxOutcome = {
  kind: "failed",
  reason: "memory",
  message: "The sandbox ended twice while it ran; the browser may be short of memory.",
  log: [],
};

interface OpenSandbox {
  readonly remote: Remote<SandboxWorkerApi>;
  /** Settles when the interpreter is loaded, or could not be. */
  readonly ready: Promise<void>;
  /** Resolves when the worker has ended that nobody ended here. */
  readonly died: Promise<"died">;
  readonly end: () => void;
}

/**
 * A sandbox in a worker of its own, which runs one call after the other. The interpreter ends what runs too long between
 * two steps; inside one long step (a product of huge numbers, a replacement in a huge text) it cannot, and the worker is
 * ended on the clock. The next call finds a new one, which is started at once.
 */
export function createSandboxClient(
  openWorker: () => Worker,
  limits = usualLimits,
  patienceMs = usualPatienceMs,
): Sandbox & { dispose(): void } {
  let opened: OpenSandbox | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const close = () => {
    opened?.end();
    opened = undefined;
  };
  const callNow = async (
    code: string,
    name: string,
    input: unknown,
    isSecondTry = false,
  ): Promise<SandboxOutcome> => {
    opened ??= open(openWorker());
    const used = opened;
    try {
      await used.ready;
    } catch (error) {
      if (used === opened) close();
      throw error;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<SandboxOutcome>((resolve) => {
      timer = setTimeout(() => {
        if (used === opened) {
          close();
          opened = open(openWorker());
          // Should it not start, the next call says so.
          opened.ready.catch(() => undefined);
        }
        resolve({ kind: "failed", reason: "time", message: "It ran too long and was ended.", log: [] });
      }, limits.milliseconds + patienceMs);
    });
    try {
      const outcome = await Promise.race([used.remote.call(code, name, input, limits), late, used.died]);
      if (outcome !== "died") return outcome;
    } finally {
      clearTimeout(timer);
    }
    if (used === opened) close();
    // Killed from outside, most likely: the call itself is not to blame unless it happens again.
    if (isSecondTry) return endedTwice;
    return callNow(code, name, input, true);
  };
  return {
    // One at a time: waiting for others is not running too long.
    call(code, name, input) {
      const called = last.then(() => callNow(code, name, input));
      last = called.catch(() => undefined);
      return called;
    },
    dispose: close,
  };
}

function open(worker: Worker): OpenSandbox {
  const remote = wrap<SandboxWorkerApi>(worker);
  const watch = new AbortController();
  const name = `gepa-studio:life:${crypto.randomUUID()}`;
  const begin = async (): Promise<void> => {
    await remote.ready();
    await remote.holdLife(name);
  };
  const ready = Promise.race([begin(), brokenWorker(worker)]);
  const died = new Promise<"died">((resolve) => {
    ready
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
      reject(new Error(`the sandbox worker could not start: ${event.message || "its script did not load"}`));
    });
  });
}
