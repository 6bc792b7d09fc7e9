import type { RunNews } from "../../protocol/run-worker.ts";

/** What is known of a run after one more message of its worker. */
export function withNews(before: RunNewsView, heard: RunNews): RunNewsView {
  switch (heard.kind) {
    case "model-loading":
      return { ...before, loading: heard };
    case "model-ready": {
      const { loading: _, ...rest } = before;
      return rest;
    }
    case "calls-in-flight":
      return { ...before, inFlight: heard.count };
    case "taken-over":
      return { ...before, isTakenOver: true };
    case "letter": {
      const { letter: _, ...rest } = before;
      return heard.text === "" ? rest : { ...rest, letter: heard.text };
    }
    case "storage": {
      const { storageFull: _, ...rest } = before;
      return heard.isFull ? { ...rest, storageFull: heard.message } : rest;
    }
  }
}

/** What a run's worker last said that is not stored: loading, calls under way, a full disk. */
export interface RunNewsView {
  readonly loading?: Extract<RunNews, { readonly kind: "model-loading" }>;
  readonly inFlight: number;
  /** Another tab had conducted it; now this one does. */
  readonly isTakenOver?: true;
  /** What the Reflection model has written so far of the letter under way. */
  readonly letter?: string;
  /** The disk is full; the sentence to show until it is not. */
  readonly storageFull?: string;
}
