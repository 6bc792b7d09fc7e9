import type { CompletionOutcome, LanguageModel } from "../language-model.ts";
import type { LedgerEntry } from "../loaded-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { type PriceRow, priceOf } from "../prices.ts";
import type { Exchange } from "../remote/exchange.ts";
import { makeRemoteModel, type RemoteSettings } from "../remote/remote-model.ts";
import { type AnswerStore, withCache } from "../wrappers/with-cache.ts";
import { withConcurrency } from "../wrappers/with-concurrency.ts";
import { costOf, withMeter } from "../wrappers/with-meter.ts";
import { withRate } from "../wrappers/with-rate.ts";
import { withRetry } from "../wrappers/with-retry.ts";

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

export interface RemoteHost {
  readonly keyFor: RemoteSettings["keyFor"];
  readonly isBlocked: (origin: string) => Promise<boolean>;
  /** The user's own rows, as they are at the moment of a call. */
  readonly prices: () => readonly PriceRow[];
  /** Answers of this tab, for models that are asked to remember them. */
  readonly answers: AnswerStore;
  /** The call's signal tells whose exchange it was. */
  readonly note: (line: Omit<LedgerEntry, "purpose">, signal: AbortSignal) => void;
  /** Connections this platform opens to one plain-http host; left out, a browser's. */
  readonly mostPlainHttpCalls?: number;
}

/** A remote model as a run uses it: priced, retried, kept under its limits, each exchange noted. */
export function loadRemote(choice: RemoteChoice, host: RemoteHost): LanguageModel {
  const price = (): PriceRow | undefined => priceOf(choice, host.prices());
  const bare = makeRemoteModel(choice, {
    keyFor: host.keyFor,
    isBlocked: host.isBlocked,
    ...(host.mostPlainHttpCalls === undefined ? {} : { mostPlainHttpCalls: host.mostPlainHttpCalls }),
    onExchange: (exchange, outcome, signal) => host.note(ledgerLine(exchange, outcome, price()), signal),
  });
  const { requestsPerMinute, tokensPerMinute } = choice;
  // The rate innermost: it counts calls when they start, not when they begin to wait for a place.
  const paced = withRate(bare, {
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    ...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
  });
  const priced = withMeter(withRetry(withConcurrency(paced)), price);
  return choice.cacheAnswers === true ? withCache(priced, host.answers) : priced;
}
