import type { CompletionOutcome, LanguageModel } from "../language-model.ts";
import type { LedgerEntry, RecordEnd } from "../loaded-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import type { PriceRow } from "../price-row.ts";
import { priceOf } from "../prices.ts";
import type { Exchange } from "../remote/exchange.ts";
import { makeExplanation } from "../remote/explain-unreachable.ts";
import { makeRemoteModel, type RemoteSettings } from "../remote/remote-model.ts";
import type { Clock } from "../wrappers/clock.ts";
import { type AnswerStore, withCache } from "../wrappers/with-cache.ts";
import { withConcurrency } from "../wrappers/with-concurrency.ts";
import { costOf, withMeter } from "../wrappers/with-meter.ts";
import { withRate } from "../wrappers/with-rate.ts";
import { type Gate, usualRetryPolicy, withRetry } from "../wrappers/with-retry.ts";
import { withRoomToThink } from "../wrappers/with-room-to-think.ts";
import { type HostGates, makeHostGates, patienceOfRunsMs } from "./host-gate.ts";

/** One exchange as a line of the ledger; `price` is what the endpoint's tokens cost. */
export function ledgerLine(
  exchange: Exchange,
  outcome?: CompletionOutcome,
  price?: PriceRow,
): Omit<LedgerEntry, "purpose"> {
  const usage = outcome?.usage;
  const stated = outcome?.kind === "completed" ? outcome.costUsd : undefined;
  const costUsd = stated ?? (usage === undefined || price === undefined ? undefined : costOf(usage, price));
  return {
    at: Date.now(),
    origin: exchange.origin,
    bytesOut: exchange.bytesOut,
    bytesIn: exchange.bytesIn,
    status: exchange.status,
    ...(usage === undefined ? {} : { usage }),
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}

/** Nothing was paid for: it never left, or the host turned it down. A gateway's time-out may have cost something. */
function wasRefused(exchange: Exchange, outcome: CompletionOutcome): boolean {
  if (!exchange.hasLeft || exchange.status === "blocked") return true;
  if (outcome.kind === "completed") return false;
  const status = outcome.status ?? exchange.status;
  return typeof status === "number" && status >= 400 && outcome.error !== "timeout";
}

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

/** A remote model as a run uses it: priced, retried, kept under its limits, each exchange noted. */
export function loadRemote(choice: RemoteChoice, host: RemoteHost): LanguageModel {
  const price = (): PriceRow | undefined => priceOf(choice, host.prices());
  const ends = new WeakMap<Exchange, RecordEnd>();
  const bare = makeRemoteModel(choice, {
    keyFor: host.keyFor,
    isBlocked: host.isBlocked,
    explain: makeExplanation(choice, host.keyFor),
    ...(host.mostPlainHttpCalls === undefined ? {} : { mostPlainHttpCalls: host.mostPlainHttpCalls }),
    onLeave: async (exchange, signal) => {
      ends.set(exchange, await host.leaving(ledgerLine(exchange), signal));
    },
    onExchange: (exchange, outcome) =>
      ends.get(exchange)?.(ledgerLine(exchange, outcome, price()), wasRefused(exchange, outcome)),
  });
  const { requestsPerMinute, tokensPerMinute } = choice;
  // The rate innermost: it counts calls when they start, not when they begin to wait for a place.
  const paced = withRate(
    bare,
    {
      ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
      ...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
    },
    host.clock,
  );
  const held = (host.gates ?? makeHostGates(host.clock)).of(new URL(choice.baseUrl).origin);
  const gate: Gate = {
    ...held,
    pass: (signal) => held.pass(signal, host.patienceMs?.(signal) ?? patienceOfRunsMs),
  };
  const patient = withRetry(withConcurrency(paced), usualRetryPolicy, host.clock, gate);
  const priced = withMeter(withRoomToThink(patient, choice.thinking), price);
  return choice.cacheAnswers === true ? withCache(priced, host.answers) : priced;
}
