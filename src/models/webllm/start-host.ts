import { wrap } from "comlink";

import type { EngineFailure, EngineHostApi } from "./engine-host.ts";
import type { StartedHost } from "./engine-thread.ts";

/**
 * Starts the thread that holds the engine. A thread of its own, because a prefill cannot be interrupted and must be
 * ended without taking other models along.
 */
export function startEngineHost(): StartedHost {
  const worker = new Worker(new URL("../../../workers/webllm-engine.worker.ts", import.meta.url), {
    type: "module",
  });
  let end: (failure: EngineFailure) => void = () => undefined;
  const died = new Promise<EngineFailure>((resolve) => {
    end = resolve;
  });
  const crash = (message: string): void => end({ kind: "failed", name: "EngineCrashed", message });
  worker.addEventListener("error", (event) => crash(event.message || "the engine's thread ended"));
  return {
    api: wrap<EngineHostApi>(worker) as unknown as EngineHostApi,
    died,
    // Calls to an ended thread never settle by themselves.
    kill() {
      worker.terminate();
      crash("the engine's thread was ended");
    },
  };
}
