import { For, type JSX, Show } from "solid-js";

import type { RemoteChoice } from "../../../models/model-choice.ts";
import { mostPlainHttpCalls } from "../../../models/remote/plain-http.ts";
import { Check } from "../../kit/choice.tsx";
import { Field } from "../../kit/field.tsx";

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

type NumberField = Exclude<keyof Limits, "cacheAnswers">;

interface Described {
  readonly name: NumberField;
  readonly label: string;
  readonly hint: string;
  readonly least: number;
  readonly whole: boolean;
}

const FIELDS: readonly Described[] = [
  {
    name: "concurrency",
    label: "Calls at once",
    hint: "Empty: a safe start for this kind of server.",
    least: 1,
    whole: true,
  },
  {
    name: "requestsPerMinute",
    label: "Requests per minute",
    hint: "Empty: no limit of ours. The server's own refusals are waited out.",
    least: 1,
    whole: true,
  },
  {
    name: "tokensPerMinute",
    label: "Tokens per minute",
    hint: "Read and written together. Empty: no limit of ours.",
    least: 1,
    whole: true,
  },
  {
    name: "timeoutSeconds",
    label: "Seconds to wait for an answer",
    hint: "Empty: 180. A model that thinks long may need more.",
    least: 1,
    whole: false,
  },
  {
    name: "temperature",
    label: "Temperature",
    hint: "Empty: what the task says. Some models refuse any; the studio finds that out.",
    least: 0,
    whole: false,
  },
  {
    name: "maxTokens",
    label: "Longest answer, tokens",
    hint: "Empty: what the task says. A model that thinks needs room for it.",
    least: 1,
    whole: true,
  },
];

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

/** What is wrong with a field as typed, in a sentence. */
function problemOf({ least, whole }: Described, text: string): string | undefined {
  if (text.trim() === "") return undefined;
  const value = Number(text.replace(",", "."));
  if (Number.isFinite(value) && value >= least && (!whole || Number.isInteger(value))) return undefined;
  return `A ${whole ? "whole " : ""}number, ${least} or more; or empty.`;
}

export function areGood(limits: Limits): boolean {
  return FIELDS.every((field) => problemOf(field, limits[field.name]) === undefined);
}

/** The part of a choice that stands for these limits. */
export function limitsAsChoice(limits: Limits): Partial<RemoteChoice> {
  const number = (name: NumberField): number | undefined =>
    limits[name].trim() === "" ? undefined : Number(limits[name].replace(",", "."));
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

/** Limits of an endpoint, folded away: the usual ones are right for a start. */
export function LimitFields(props: {
  readonly limits: Limits;
  readonly isPlainHttp: boolean;
  readonly onChange: (limits: Limits) => void;
}): JSX.Element {
  const isSet = (): boolean =>
    props.limits.cacheAnswers || FIELDS.some(({ name }) => props.limits[name].trim() !== "");
  return (
    <details open={isSet()}>
      <summary class="small">Limits, waiting and sampling</summary>
      <div class="stack-2">
        <div class="cols">
          <For each={FIELDS}>
            {(field) => (
              <Field
                label={field.label}
                hint={field.hint}
                problem={problemOf(field, props.limits[field.name])}
              >
                <input
                  inputmode="decimal"
                  autocomplete="off"
                  value={props.limits[field.name]}
                  onChange={(event) =>
                    props.onChange({ ...props.limits, [field.name]: event.currentTarget.value })
                  }
                />
              </Field>
            )}
          </For>
        </div>
        <Show when={props.isPlainHttp && Number(props.limits.concurrency) > mostPlainHttpCalls}>
          <p class="note">
            A browser opens {mostPlainHttpCalls} connections to a plain http server, whatever is set here. For
            more at once, put https (HTTP/2) before it.
          </p>
        </Show>
        <Check
          checked={props.limits.cacheAnswers}
          onChange={(cacheAnswers) => props.onChange({ ...props.limits, cacheAnswers })}
        >
          Answer an equal greedy or seeded request from this tab’s memory instead of asking again.
        </Check>
      </div>
    </details>
  );
}
