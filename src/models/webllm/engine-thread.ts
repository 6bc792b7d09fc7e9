import type { ChatOptions, ModelRecord } from "@mlc-ai/web-llm";

import { describeThrown } from "../failure.ts";
import type { EngineFailure, EngineHostApi } from "./engine-host.ts";

/** A started thread with an engine in it. `died` resolves if the thread crashes. */
export interface StartedHost {
  readonly api: EngineHostApi;
  readonly died: Promise<EngineFailure>;
  kill(): void;
}

export interface ThreadSettings {
  readonly record: ModelRecord;
  readonly options: ChatOptions;
  /** Experimental: what two prompts share is read once. Only after the check on this device. */
  readonly reusePrefixes?: boolean;
  readonly startHost: () => StartedHost;
  readonly onProgress: (text: string) => Promise<void>;
}

/** The thread a model's engine lives in; a new one is started where there is none. */
export interface EngineThread {
  /** The engine with the model in it, started if need be. */
  ready(): Promise<StartedHost | EngineFailure>;
  /** Ends this one, if it still runs. */
  end(which: StartedHost): void;
  endAny(): void;
  /** Whether the engine that was started last reads once what prompts share. */
  reuses(): boolean;
}

export function makeEngineThread(settings: ThreadSettings): EngineThread {
  let host: StartedHost | undefined;
  let reuses = false;
  const end = (which: StartedHost): void => {
    which.kill();
    if (host === which) host = undefined;
  };
  return {
    end,
    endAny: () => host && end(host),
    reuses: () => reuses,
    async ready() {
      if (host !== undefined) return host;
      const starting = settings.startHost();
      host = starting;
      const { record, options, onProgress, reusePrefixes } = settings;
      const loaded = await Promise.race([
        starting.api.load(record, options, onProgress, reusePrefixes).catch(crashed),
        starting.died,
      ]);
      if (loaded.kind === "ready") {
        reuses = loaded.reuses;
        return starting;
      }
      end(starting);
      return loaded;
    },
  };
}

/**
 * Settles once a stopped call has left the engine: by itself after the interrupt, or by `force` when that takes longer than
 * the patience (ms). Never otherwise.
 */
export function stopped(
  { api }: StartedHost,
  call: Promise<unknown>,
  signal: AbortSignal,
  { patienceMs, force }: { readonly patienceMs: number; readonly force: () => void },
): Promise<{ readonly kind: "stopped" }> {
  return new Promise((resolve) => {
    const stop = (): void => {
      void api.interrupt().catch(() => undefined);
      const patience = setTimeout(() => {
        force();
        resolve({ kind: "stopped" });
      }, patienceMs);
      void call.finally(() => {
        clearTimeout(patience);
        resolve({ kind: "stopped" });
      });
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    void call.finally(() => signal.removeEventListener("abort", stop));
  });
}

export function crashed(thrown: unknown): EngineFailure {
  return { kind: "failed", name: "EngineCrashed", message: describeThrown(thrown) };
}
