import type { ModelRole } from "../tasks/task-spec.ts";

/** What crosses between the page and run.worker (types only). */

export type Wish = "pause" | "stop" | "step-event" | "step-iteration";

/** Transient news that is not stored: throwaway by design, batched by the worker. */
export type RunNews =
  | {
      readonly kind: "model-loading";
      readonly runId: string;
      readonly role: ModelRole;
      readonly text: string;
      readonly loaded?: number;
      readonly total?: number;
    }
  | { readonly kind: "model-ready"; readonly runId: string; readonly role: ModelRole }
  | { readonly kind: "calls-in-flight"; readonly runId: string; readonly count: number }
  /** The tab that conducted it is gone: it goes on here. */
  | { readonly kind: "taken-over"; readonly runId: string }
  /** What the Reflection model has written so far; empty when it has ended. */
  | { readonly kind: "letter"; readonly runId: string; readonly text: string }
  /** The disk is full; said here too, because the run's row may not be writable either. `isFull: false`: it goes on. */
  | { readonly kind: "storage"; readonly runId: string; readonly isFull: boolean; readonly message: string };

export type StartOutcome =
  | { readonly kind: "started" }
  /** Another tab conducts it; this one watches, and takes over when that tab is gone. */
  | { readonly kind: "owned-elsewhere" }
  | { readonly kind: "refused"; readonly message: string };

export interface RunWorkerApi {
  /** Holds a lock of this name until the thread ends, so that its end is noticed. */
  holdLife(name: string): Promise<void>;
  /** Connects the student worker's port and the port of models that live on the page. Called once. */
  connect(studentPort: MessagePort, pageModelsPort: MessagePort | undefined): Promise<void>;
  /** Starts or resumes: the same code. Resolves when the run has its lock, not when it ends. */
  start(runId: string): Promise<StartOutcome>;
  /** Pause, stop or step; also written to the run's row, so that a run conducted by another tab hears it. */
  wish(runId: string, wish: Wish): Promise<void>;
  /** Called with news until the returned promise resolves; the callback is awaited (back-pressure). */
  subscribe(listener: (news: RunNews) => Promise<void>): Promise<void>;
}
