import { wrap, type Remote } from "comlink";

import type { SandboxLimits, SandboxWorkerApi } from "../../protocol/sandbox-worker.ts";
import type { Sandbox, SandboxOutcome } from "../metrics/metric.ts";

const limits: SandboxLimits = { milliseconds: 1000, memoryBytes: 64 * 1024 * 1024 };
/** How much longer than its own limit a call may take before its worker is ended. */
const patienceMs = 5000;

/**
 * A sandbox in a worker of its own. The interpreter ends what runs too long; should it hang all the same, the worker is
 * ended and the next call gets a new one.
 */
export function createSandboxClient(openWorker: () => Worker): Sandbox & { dispose(): void } {
  let worker: Worker | undefined;
  let remote: Remote<SandboxWorkerApi> | undefined;
  let ready: Promise<void> | undefined;
  const close = () => {
    worker?.terminate();
    worker = undefined;
    remote = undefined;
  };
  return {
    async call(code, name, input) {
      if (remote === undefined) {
        worker = openWorker();
        remote = wrap<SandboxWorkerApi>(worker);
        ready = Promise.race([remote.ready(), brokenWorker(worker)]);
      }
      const used = remote;
      await ready;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<SandboxOutcome>((resolve) => {
        timer = setTimeout(() => {
          if (used === remote) close();
          resolve({ kind: "failed", reason: "time", message: "It hung, and its worker was ended.", log: [] });
        }, limits.milliseconds + patienceMs);
      });
      try {
        return await Promise.race([used.call(code, name, input, limits), late]);
      } finally {
        clearTimeout(timer);
      }
    },
    dispose: close,
  };
}

/** Rejects when the worker's script cannot be loaded or breaks; never resolves. */
function brokenWorker(worker: Worker): Promise<never> {
  return new Promise((_, reject) => {
    worker.addEventListener("error", (event) => {
      reject(new Error(`the sandbox worker could not start: ${event.message || "its script did not load"}`));
    });
  });
}
