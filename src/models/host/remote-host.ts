import type { LedgerEntry, RecordEnd } from "../loaded-model.ts";
import type { PriceRow } from "../price-row.ts";
import type { RemoteSettings } from "../remote/attempt.ts";
import type { Clock } from "../wrappers/clock.ts";
import type { AnswerStore } from "../wrappers/with-cache.ts";
import type { HostGates } from "./host-gate.ts";

/** What models at endpoints need from the worker they run in. */
export interface RemoteHost {
  readonly keyFor: RemoteSettings["keyFor"];
  readonly isBlocked: (origin: string) => Promise<boolean>;
  /** The user's own rows, as they are at the moment of a call. */
  readonly prices: () => readonly PriceRow[];
  /** Answers of this tab, for models that are asked to remember them. */
  readonly answers: AnswerStore;
  /** Writes a request down before it leaves; the call's signal tells whose it is. */
  readonly leaving: (line: Omit<LedgerEntry, "purpose">, signal: AbortSignal) => Promise<RecordEnd>;
  /** Connections this platform opens to one plain-http host; left out, a browser's. */
  readonly mostPlainHttpCalls?: number;
  /** Holds requests back while their host fails; left out, a gate of its own. */
  readonly gates?: HostGates;
  /** How long a call waits for a host that fails; left out, as long as a run does. */
  readonly patienceMs?: (signal: AbortSignal) => number;
  /** Time and chance for waits; left out, the machine's own. */
  readonly clock?: Clock;
}
