import type { CompletionOutcome, LanguageModel } from "../language-model.ts";
import type { LedgerEntry, RecordEnd } from "../loaded-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import type { PriceRow } from "../price-row.ts";
import { priceOf } from "../prices.ts";
import type { Exchange } from "../remote/exchange.ts";
import { makeExplanation } from "../remote/explain-unreachable.ts";
import { settleLocalNetwork } from "../remote/local-network.ts";
import { makeRemoteModel } from "../remote/remote-model.ts";
import { withCache } from "../wrappers/with-cache.ts";
import { withConcurrency } from "../wrappers/with-concurrency.ts";
import { costOf, withMeter } from "../wrappers/with-meter.ts";
import { withRate } from "../wrappers/with-rate.ts";
import { type Gate, usualRetryPolicy, withRetry } from "../wrappers/with-retry.ts";
import { withRoomToThink } from "../wrappers/with-room-to-think.ts";
import { makeHostGates, patienceOfRunsMs } from "./host-gate.ts";
import type { Loader } from "./loader.ts";
import type { RemoteHost } from "./remote-host.ts";

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

/** Endpoints: nothing is kept of them here. */
export const remoteLoader: Loader<RemoteChoice> = {
  async load(choice, { remote }) {
    await settleLocalNetwork(choice.baseUrl);
    return { kind: "ready", model: loadRemote(choice, remote), facts: {} };
  },
};

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
