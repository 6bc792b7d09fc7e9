import { isEndpoint, type RemoteChoice } from "../../models/model-choice.ts";
import { modelName } from "../../models/model-name.ts";
import type { Price, PriceRow } from "../../models/price-row.ts";
import { priceOf } from "../../models/prices.ts";
import { costOf } from "../../models/wrappers/with-meter.ts";
import { isLocalAddress } from "../../shared/local-address.ts";
import { metricOf } from "../../tasks/metrics/registry.ts";
import type { Draft } from "../draft/draft.ts";
import { previewExamples } from "../draft/preview-examples.ts";
import { requestsPerRowOf, rowsAnsweredOf } from "./estimate.ts";

/** Where nothing else was set, a run with a model that costs money ends at this many US dollars. */
const USUAL_CAP_USD = 5;

/** What a run may cost, before its first call. */
type MoneyForecast =
  /** No role is played by a model that costs. */
  | { readonly kind: "free" }
  | { readonly kind: "no-price"; readonly models: readonly string[] }
  /** An upper estimate: every answer at its longest, nothing read from a cache. */
  | { readonly kind: "priced"; readonly student: number; readonly reflection: number };

/** Tokens of about so many characters. */
const charactersPerToken = 4;
/** Rewrites are longer than the prompt they began with. */
const grownPromptCharacters = 2000;
/** A rewrite with the thinking that leads to it. */
const reflectionAnswerTokens = 2500;
/** Feedback and frame around each row in a letter. */
const feedbackCharacters = 400;
const usualRowCharacters = 400;
const labelTokens = 24;
const textTokens = 512;

function rowCharacters(draft: Draft): number {
  const rows = previewExamples(draft);
  const lengths = rows.map((row) => Object.values(row.inputs).join(" ").length);
  return lengths.length === 0
    ? usualRowCharacters
    : lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
}

/** Tokens of a request to the Student, at its longest. */
function studentTokens(draft: Draft, choice: RemoteChoice) {
  const prompts = [draft.seedPrompt, ...Object.values(draft.laterTexts)];
  const promptCharacters = prompts.reduce((sum, text) => sum + text.length, 0) / prompts.length;
  const isLabel = draft.metrics.some((metric) => metricOf(metric)?.isForLabels);
  return {
    promptTokens: (promptCharacters + grownPromptCharacters + rowCharacters(draft)) / charactersPerToken,
    completionTokens: choice.maxTokens ?? (draft.options.maxTokens || (isLabel ? labelTokens : textTokens)),
    perRow: requestsPerRowOf(draft).student,
  };
}

function studentUsd(draft: Draft, choice: RemoteChoice, price: Price): number {
  const { perRow, ...usage } = studentTokens(draft, choice);
  return (costOf(usage, price) ?? 0) * perRow * rowsAnsweredOf(draft);
}

function reflectionUsd(draft: Draft, choice: RemoteChoice, price: Price): number {
  const perRecord = rowCharacters(draft) + feedbackCharacters + textTokens * charactersPerToken;
  const characters = draft.seedPrompt.length + grownPromptCharacters + draft.options.minibatch * perRecord;
  const usage = {
    promptTokens: characters / charactersPerToken,
    completionTokens: choice.maxTokens ?? reflectionAnswerTokens,
  };
  // Prompts of the program and judges that the same model plays come on top of its letters.
  const { perRow: _student, ...answer } = studentTokens(draft, choice);
  const judged = requestsPerRowOf(draft).reflection * rowsAnsweredOf(draft);
  return (costOf(usage, price) ?? 0) * draft.options.reflectionCalls + (costOf(answer, price) ?? 0) * judged;
}

/** What the run that is set up may cost at most, by the prices the user holds true. */
export function forecastMoney(draft: Draft, own: readonly PriceRow[]): MoneyForecast {
  const { student, reflection } = draft;
  const roles = [student, reflection].filter((choice) => isEndpoint(choice));
  if (roles.length === 0) return { kind: "free" };
  const unpriced = roles.filter((choice) => priceOf(choice, own) === undefined);
  if (unpriced.length > 0)
    return { kind: "no-price", models: [...new Set(unpriced.map(({ model }) => model))] };
  const of = (choice: typeof student | typeof reflection, usd: typeof studentUsd): number => {
    const price = isEndpoint(choice) ? priceOf(choice, own) : undefined;
    return !isEndpoint(choice) || price === undefined ? 0 : usd(draft, choice, price);
  };
  const isFree = roles.every((choice) => {
    const price = priceOf(choice, own);
    return price?.inputPerMillion === 0 && price.outputPerMillion === 0;
  });
  if (isFree) return { kind: "free" };
  return { kind: "priced", student: of(student, studentUsd), reflection: of(reflection, reflectionUsd) };
}

/**
 * Models elsewhere without a known price: no limit on money can hold for them. A server of this machine or its network that
 * nobody knows is left out: most often it is one's own.
 */
export function withoutCap({ student, reflection }: Draft, own: readonly PriceRow[]): readonly string[] {
  const unpriced = [student, reflection].flatMap((choice) =>
    isEndpoint(choice) &&
    priceOf(choice, own) === undefined &&
    !isLocalAddress(new URL(choice.baseUrl).hostname)
      ? modelName(choice)
      : [],
  );
  return [...new Set(unpriced)];
}

/** The run ends when it has cost so much; 0 is no limit, and only where nothing can cost. */
export function capOf(draft: Draft): number {
  if (draft.options.usd > 0) return draft.options.usd;
  const isPaid = isEndpoint(draft.student) || isEndpoint(draft.reflection);
  return isPaid ? USUAL_CAP_USD : 0;
}
