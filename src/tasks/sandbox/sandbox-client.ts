import type { SandboxLimits } from "../../protocol/sandbox-worker.ts";
import { reasonOf } from "../../shared/reason-of.ts";
import type { Sandbox, SandboxOutcome } from "../metrics/metric.ts";
import { openSandbox, type OpenSandbox } from "./open-sandbox.ts";

const usualLimits: SandboxLimits = { milliseconds: 1000, memoryBytes: 64 * 1024 * 1024 };
/** How much longer than its own limit a call may take before its worker is ended: the way there and back. */
const usualPatienceMs = 500;

const endedTwice: SandboxOutcome = {
  kind: "failed",
  reason: "memory",
  message: "The sandbox ended twice while it ran; the browser may be short of memory.",
  log: [],
};

/** No code was run, so nothing can be said of a row: the sandbox itself is not to be had. */
export class SandboxFault extends Error {
  override name = "SandboxFault";
}

/**
 * A sandbox in a worker of its own, which runs one call after the other. The interpreter ends what runs too long between
 * two steps; inside one long step (a product of huge numbers, a replacement in a huge text) it cannot, and the worker is
 * ended on the clock. The next call finds a new one, which is started at once. A worker that is not ready in time is
 * replaced once; then the call rejects with a `SandboxFault`.
 */
export function createSandboxClient(
  openWorker: () => Worker,
  limits = usualLimits,
  patienceMs = usualPatienceMs,
): Sandbox & { dispose(): void } {
  let opened: OpenSandbox | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const close = (): void => {
    opened?.end();
    opened = undefined;
  };
  const answered = async (
    used: OpenSandbox,
    code: string,
    name: string,
    input: unknown,
  ): Promise<SandboxOutcome | "died"> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<SandboxOutcome>((resolve) => {
      timer = setTimeout(() => {
        if (used === opened) {
          close();
          opened = openSandbox(openWorker());
        }
        resolve({ kind: "failed", reason: "time", message: "It ran too long and was ended.", log: [] });
      }, limits.milliseconds + patienceMs);
    });
    try {
      return await Promise.race([used.remote.call(code, name, input, limits), late, used.died]);
    } finally {
      clearTimeout(timer);
    }
  };
  const callNow = async (
    code: string,
    name: string,
    input: unknown,
    isSecondTry = false,
  ): Promise<SandboxOutcome> => {
    opened ??= openSandbox(openWorker());
    const used = opened;
    const problem = await problemAtStart(used);
    if (problem === undefined) {
      const outcome = await answered(used, code, name, input);
      if (outcome !== "died") return outcome;
    }
    if (used === opened) close();
    // Killed from outside, most likely: the call itself is not to blame unless it happens again.
    if (!isSecondTry) return callNow(code, name, input, true);
    if (problem === undefined) return endedTwice;
    throw new SandboxFault(
      `The sandbox that runs a metric's code and patterns did not start, twice: ${problem}. The browser may be short of memory: close other tabs, then try again.`,
    );
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

/** Why a worker is not ready to run anything; undefined when it is. */
async function problemAtStart({ ready, died }: OpenSandbox): Promise<string | undefined> {
  try {
    return (await Promise.race([ready, died])) === "died" ? "it was ended while it loaded" : undefined;
  } catch (error) {
    return reasonOf(error);
  }
}
