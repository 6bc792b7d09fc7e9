import { isEndpoint, type StudentChoice } from "../../models/model-choice.ts";
import type { PriceRow } from "../../models/price-row.ts";
import { priceOf } from "../../models/prices.ts";
import type { RolloutRow } from "../../storage/rows.ts";
import { formatCount, formatDuration, formatUsd, plural } from "../words/numbers.ts";

/** What a check will come to, as far as the run's own answers on its test rows tell. */
interface CheckCost {
  readonly calls: number;
  /** Known only where the same model answered before. */
  readonly seconds: number | undefined;
  readonly promptTokens: number | undefined;
  readonly completionTokens: number | undefined;
  /** Known only for models with a known price. */
  readonly usd: number | undefined;
}

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

/** `measured` are answers of the run on its test rows; `isSameModel` says whether their pace counts for this one. */
export function checkCost(
  measured: readonly RolloutRow[],
  calls: number,
  student: StudentChoice,
  isSameModel: boolean,
  concurrency: number,
  prices: readonly PriceRow[] = [],
): CheckCost {
  const total = (pick: (row: RolloutRow) => number | undefined): number | undefined => {
    const each = mean(measured.flatMap((row) => pick(row) ?? []));
    return each === undefined ? undefined : each * calls;
  };
  const promptTokens = total((row) => row.usage.promptTokens);
  const completionTokens = total((row) => row.usage.completionTokens);
  const latency = total((row) => row.latencyMs);
  const price = isEndpoint(student) ? priceOf(student, prices) : undefined;
  const usd = !isEndpoint(student)
    ? 0
    : price === undefined || promptTokens === undefined
      ? undefined
      : (promptTokens * price.inputPerMillion + (completionTokens ?? 0) * price.outputPerMillion) / 1e6;
  return {
    calls,
    seconds: isSameModel && latency !== undefined ? latency / 1000 / concurrency : undefined,
    promptTokens,
    completionTokens,
    usd,
  };
}

/** The estimate in a sentence's tail: "480 requests, about 40 000 tokens read, about 2 min, nothing to pay". */
export function costWords({ calls, seconds, promptTokens, usd }: CheckCost): string {
  const parts = [
    plural(calls, "request"),
    ...(promptTokens === undefined ? [] : [`about ${formatCount(promptTokens)} tokens read`]),
    seconds === undefined ? "time unknown until it answers" : `about ${formatDuration(seconds)}`,
    usd === undefined ? "price unknown" : usd === 0 ? "nothing to pay" : `about ${formatUsd(usd)}`,
  ];
  return parts.join(", ");
}
