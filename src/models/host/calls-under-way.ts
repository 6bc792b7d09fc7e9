import type { BoundedContext, RecordLeaving } from "../loaded-model.ts";
import { NoRequestLeft } from "../remote/exchange.ts";
import { patienceOfRunsMs } from "./host-gate.ts";
import type { HostSession } from "./host-session.ts";
import type { ModelRegistry } from "./registry.ts";
import type { RemoteHost } from "./remote-host.ts";

/** Whose calls are under way, told apart by their signals, and how many requests each has sent. */
interface CallBook {
  begin(signal: AbortSignal, context: BoundedContext | undefined): void;
  /** Undefined for a call that needs no request. */
  sentBy(signal: AbortSignal): number | undefined;
  /** A request that leaves is counted and noted; a call that has sent all it may sends no other. */
  readonly leaving: RemoteHost["leaving"];
  readonly patienceMs: NonNullable<RemoteHost["patienceMs"]>;
}

export function makeCallBook(record: RecordLeaving): CallBook {
  const contexts = new WeakMap<AbortSignal, BoundedContext>();
  const sentFor = new WeakMap<AbortSignal, number>();
  return {
    begin(signal, context) {
      if (context !== undefined) contexts.set(signal, context);
    },
    sentBy: (signal) => sentFor.get(signal),
    async leaving(line, signal) {
      const { mostRequests = Infinity, ...context } = contexts.get(signal) ?? { purpose: "other" };
      const sent = sentFor.get(signal) ?? 0;
      if (sent >= mostRequests) throw new NoRequestLeft();
      sentFor.set(signal, sent + 1);
      return record({ ...context, ...line });
    },
    // Whoever tries a model from a page is waiting in front of it.
    patienceMs: (signal) => (contexts.get(signal)?.runId === undefined ? 0 : patienceOfRunsMs),
  };
}

/** One thread's calls. */
export function makeCalls(
  registry: ModelRegistry,
  book: CallBook,
): Pick<HostSession, "complete" | "abort"> & { readonly abortEach: () => void } {
  const underWay = new Map<string, AbortController>();
  return {
    async complete(handle, callId, request, context, onWritten) {
      const controller = new AbortController();
      const { signal } = controller;
      underWay.set(callId, controller);
      book.begin(signal, context);
      try {
        const outcome = await registry.withModel(handle, (model) =>
          model.complete(request, signal, onWritten),
        );
        const requests = book.sentBy(signal);
        return requests === undefined ? outcome : { ...outcome, requests };
      } finally {
        underWay.delete(callId);
      }
    },
    async abort(callId) {
      underWay.get(callId)?.abort();
    },
    abortEach() {
      for (const controller of underWay.values()) controller.abort();
    },
  };
}
