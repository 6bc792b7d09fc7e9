import type { CompletionOutcome, ModelErrorKind, ModelFailure } from "../language-model.ts";
import { type Clock, systemClock } from "../wrappers/clock.ts";
import type { Gate } from "../wrappers/with-retry.ts";

/** What a person is told of a host that does not answer as it should. */
export interface HostTrouble {
  readonly origin: string;
  /** `silent`: it fails again and again, and is asked one request at a time; `slow-down`: it asked for a pause. */
  readonly kind: "silent" | "slow-down";
  /** Since when, and when it is asked again, ms since 1970. */
  readonly since: number;
  readonly again: number;
  readonly message: string;
}

/** Stands before one host: while it fails, nothing is sent but one request now and then that tries it. */
interface HostGate extends Omit<Gate, "pass"> {
  /** Resolves when a request may leave. A failure: the host has been silent for longer than the caller waits. */
  pass(signal: AbortSignal, patienceMs: number): Promise<ModelFailure | undefined>;
  /** A person does not want to wait. */
  askNow(): void;
}

/** Failures in a row, of whichever requests, after which a host is only tried. */
const failuresThatClose = 3;
/** A run waits so long for a host that fails before it says that it waits for a person. */
export const patienceOfRunsMs = 60_000;
const firstPauseMs = 1000;
const longestPauseMs = 30_000;

/** Failures that say something of the host and not of the request alone. */
const ofTheHost: ReadonlySet<ModelErrorKind> = new Set(["server-error", "unreachable-or-cors", "timeout"]);

/** Waits that a person can end for all of them at once. */
interface Waking {
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  wake(): void;
}

function makeWaking(clock: Clock): Waking {
  let waker = new AbortController();
  return {
    async sleep(ms, signal) {
      const either = new AbortController();
      const end = (): void => either.abort();
      const woken = waker.signal;
      signal.addEventListener("abort", end, { once: true });
      woken.addEventListener("abort", end, { once: true });
      if (signal.aborted || woken.aborted) end();
      await clock.sleep(ms, either.signal);
      signal.removeEventListener("abort", end);
      woken.removeEventListener("abort", end);
    },
    wake() {
      waker.abort();
      waker = new AbortController();
    },
  };
}

/** What is known of one host: how it answered, and when it is asked again. Times are the clock's. */
interface HostRecord {
  readonly isClosed: () => boolean;
  /** It has answered, and does not fail now. */
  readonly isOpen: () => boolean;
  /** Nobody has tried for so long that it may well answer again: its silence begins anew. */
  readonly renewIfOld: () => void;
  /** While it is closed: the failure that closed it, and what it asks of whoever waits. */
  readonly closed: () =>
    | { readonly failure: ModelFailure; readonly again: number; readonly since: number }
    | undefined;
  readonly noteAnswer: () => void;
  readonly noteFailure: (failure: ModelFailure) => void;
  /** A person does not want to wait: it is asked at once. */
  readonly tryNow: () => void;
}

type Tell = (trouble: HostTrouble | undefined) => void;

function makeHostRecord(origin: string, tell: Tell, clock: Clock): HostRecord {
  let failures = 0;
  let isProven = false;
  let last: ModelFailure | undefined;
  let closedSince = 0;
  let again = 0;
  const isClosed = (): boolean => failures >= failuresThatClose;

  function close(failure: ModelFailure): void {
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - failuresThatClose));
    again = clock.now() + Math.max(pause, (failure.retryAfterSeconds ?? 0) * 1000);
    if (failures === failuresThatClose) closedSince = clock.now();
    const now = Date.now();
    const since = now - (clock.now() - closedSince);
    tell({ origin, kind: "silent", since, again: now + (again - clock.now()), message: failure.message });
  }

  return {
    isClosed,
    isOpen: () => isProven && !isClosed(),
    renewIfOld() {
      if (isClosed() && clock.now() > again + longestPauseMs) closedSince = clock.now();
    },
    closed: () =>
      isClosed() && last !== undefined ? { failure: last, again, since: closedSince } : undefined,
    noteAnswer() {
      if (isClosed()) tell(undefined);
      failures = 0;
      isProven = true;
      last = undefined;
    },
    noteFailure(failure) {
      last = failure;
      failures += 1;
      // A request that reached nobody tells at once what others take three failures to tell.
      if (failure.error === "unreachable-or-cors") failures = Math.max(failures, failuresThatClose);
      if (isClosed()) close(failure);
    },
    tryNow() {
      again = 0;
      closedSince = clock.now();
    },
  };
}

/** `tell` hears of trouble, and of its end (undefined). */
function makeHostGate(origin: string, tell: Tell, clock: Clock = systemClock): HostGate {
  const host = makeHostRecord(origin, tell, clock);
  const { sleep, wake } = makeWaking(clock);
  let isTrying = false;
  let waiters: (() => void)[] = [];

  function letOn(): void {
    const waiting = waiters;
    waiters = [];
    for (const go of waiting) go();
  }

  return {
    async pass(signal, patienceMs) {
      while (!signal.aborted) {
        if (host.isOpen()) return undefined;
        host.renewIfOld();
        const closed = host.closed();
        if (closed !== undefined) {
          const { failure, again, since } = closed;
          if (Math.max(clock.now(), again) - since > patienceMs) return failure;
          if (again > clock.now()) {
            await sleep(again - clock.now(), signal);
            continue;
          }
        }
        if (!isTrying) {
          isTrying = true;
          return undefined;
        }
        // Nobody knows yet whether it answers: one request finds out for all.
        await new Promise<void>((resolve) => {
          waiters.push(resolve);
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
      }
      return undefined;
    },
    note(outcome) {
      isTrying = false;
      if (outcome.kind === "failed" && ofTheHost.has(outcome.error)) host.noteFailure(outcome);
      else if (outcome.kind === "completed" || outcome.error !== "aborted") {
        host.noteAnswer();
        tell(slowDown(origin, outcome));
      }
      letOn();
    },
    isHolding: host.isClosed,
    sleep,
    askNow() {
      host.tryNow();
      wake();
      letOn();
    },
  };
}

/** A host that answers, and asks for a pause. */
function slowDown(origin: string, outcome: CompletionOutcome): HostTrouble | undefined {
  if (outcome.kind === "completed" || outcome.error !== "rate-limited" || !outcome.retryAfterSeconds)
    return undefined;
  const since = Date.now();
  const again = since + outcome.retryAfterSeconds * 1000;
  return { origin, kind: "slow-down", since, again, message: outcome.message };
}

/** One gate for each host, whichever models stand behind it. */
export interface HostGates {
  of(origin: string): HostGate;
  askNow(origin: string): void;
  /** Hears what is wrong now, and of every change. */
  watch(listener: (troubles: readonly HostTrouble[]) => void): () => void;
}

export function makeHostGates(clock: Clock = systemClock): HostGates {
  const gates = new Map<string, HostGate>();
  const troubles = new Map<string, HostTrouble>();
  const listeners = new Set<(troubles: readonly HostTrouble[]) => void>();

  function tell(origin: string, trouble: HostTrouble | undefined): void {
    if (trouble !== undefined) troubles.set(origin, trouble);
    else if (!troubles.delete(origin)) return;
    for (const listener of listeners) listener([...troubles.values()]);
  }

  return {
    of(origin) {
      const found = gates.get(origin) ?? makeHostGate(origin, (trouble) => tell(origin, trouble), clock);
      gates.set(origin, found);
      return found;
    },
    askNow: (origin) => gates.get(origin)?.askNow(),
    watch(listener) {
      listeners.add(listener);
      listener([...troubles.values()]);
      return () => listeners.delete(listener);
    },
  };
}
