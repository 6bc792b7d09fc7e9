import type { RemoteChoice } from "../models/model-choice.ts";
import { numberProblem, type NumberRule, readNumber } from "../views/words/typed-number.ts";

/** How hard an endpoint may be worked, as typed; empty is "the usual". */
export interface Limits {
  readonly concurrency: string;
  readonly requestsPerMinute: string;
  readonly tokensPerMinute: string;
  readonly timeoutSeconds: string;
  readonly temperature: string;
  readonly maxTokens: string;
  readonly cacheAnswers: boolean;
}

/** Those that are numbers. */
type NumberField = Exclude<keyof Limits, "cacheAnswers">;

/** One of them, with its words and what it may be. */
interface LimitField extends NumberRule {
  readonly name: NumberField;
  readonly label: string;
  readonly hint: string;
}

export const limitFields: readonly LimitField[] = [
  {
    name: "concurrency",
    label: "Requests at once",
    hint: "Empty: a safe start for this kind of server.",
    least: 1,
    whole: true,
    mayBeEmpty: true,
  },
  {
    name: "requestsPerMinute",
    label: "Requests per minute",
    hint: "Empty: no limit of ours. The server's own refusals are waited out.",
    least: 1,
    whole: true,
    mayBeEmpty: true,
  },
  {
    name: "tokensPerMinute",
    label: "Tokens per minute",
    hint: "Read and written together. Empty: no limit of ours.",
    least: 1,
    whole: true,
    mayBeEmpty: true,
  },
  {
    name: "timeoutSeconds",
    label: "Seconds of silence",
    hint: "Empty: 180. A request that gets no word back for so long is given up; one that goes on writing is not.",
    least: 1,
    whole: false,
    mayBeEmpty: true,
  },
  {
    name: "temperature",
    label: "Temperature",
    hint: "Empty: what the task says. Some models refuse any; the studio finds that out.",
    least: 0,
    whole: false,
    mayBeEmpty: true,
  },
  {
    name: "maxTokens",
    label: "Longest answer, tokens",
    hint: "Empty: what the task says. Thinking does not count; it has room of its own.",
    least: 1,
    whole: true,
    mayBeEmpty: true,
  },
];

/** The limits of a choice, as a form shows them. */
export function limitsOf(choice: Partial<RemoteChoice>): Limits {
  const text = (value: number | undefined): string => (value === undefined ? "" : String(value));
  return {
    concurrency: text(choice.concurrency),
    requestsPerMinute: text(choice.requestsPerMinute),
    tokensPerMinute: text(choice.tokensPerMinute),
    timeoutSeconds: text(choice.timeoutMs === undefined ? undefined : choice.timeoutMs / 1000),
    temperature: text(choice.temperature),
    maxTokens: text(choice.maxTokens),
    cacheAnswers: choice.cacheAnswers === true,
  };
}

/** Whether every one of them can be used as typed. */
export function areGood(limits: Limits): boolean {
  return limitFields.every((field) => numberProblem(limits[field.name], field) === undefined);
}

/** The part of a choice that stands for these limits. */
export function limitsAsChoice(limits: Limits): Partial<RemoteChoice> {
  const rule = { least: 0, mayBeEmpty: true };
  const number = (name: NumberField): number | undefined => readNumber(limits[name], rule);
  const seconds = number("timeoutSeconds");
  const found = {
    concurrency: number("concurrency"),
    requestsPerMinute: number("requestsPerMinute"),
    tokensPerMinute: number("tokensPerMinute"),
    timeoutMs: seconds === undefined ? undefined : seconds * 1000,
    temperature: number("temperature"),
    maxTokens: number("maxTokens"),
    cacheAnswers: limits.cacheAnswers ? true : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
