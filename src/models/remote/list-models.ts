import { parsedJson } from "../../shared/json.ts";
import { modelFailure } from "../failure.ts";
import type { ModelFailure } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { dialects } from "./dialects/dialects.ts";
import { type Exchange, exchange, readText } from "./exchange.ts";
import { brokenOff, refusalFailure } from "./remote-failure.ts";
import { serverError } from "./server-error.ts";
import { makePatience } from "./silence.ts";
import { withoutKey } from "./without-key.ts";

export type ModelList = { readonly kind: "models"; readonly ids: readonly string[] } | ModelFailure;

const silenceMs = 20_000;
/** The longest lists (OpenRouter's) have about one megabyte. */
const mostBytes = 16 * 1024 * 1024;

/** Ids in any of the shapes servers list their models in. */
function idsIn(body: unknown): readonly string[] | undefined {
  if (typeof body !== "object" || body === null)
    return Array.isArray(body) ? idsIn({ data: body }) : undefined;
  const { data, models } = body as { data?: unknown; models?: unknown };
  const list = data ?? models ?? (Array.isArray(body) ? body : undefined);
  if (!Array.isArray(list)) return undefined;
  const ids = list.flatMap((entry: { id?: unknown; name?: unknown } | null) => {
    const id = entry?.id ?? entry?.name;
    return typeof id === "string" ? [id.replace(/^models\//, "")] : [];
  });
  return [...new Set(ids)].toSorted((a, b) => a.localeCompare(b));
}

/** Asks an endpoint which models it has. */
export async function listRemoteModels(
  choice: RemoteChoice,
  key: string | undefined,
  signal: AbortSignal,
  onExchange: (exchange: Exchange) => void = () => undefined,
): Promise<ModelList> {
  const patience = makePatience(signal, silenceMs, silenceMs);
  let noted: Exchange | undefined;
  try {
    const dialect = dialects[choice.dialect];
    const headers = key === undefined ? {} : dialect.headers(key);
    const arriving = await exchange(
      { url: `${choice.baseUrl}${dialect.modelsPath}`, headers, mostBytes },
      patience.ended,
      (begun) => {
        noted = begun;
      },
    );
    const text = await readText(arriving);
    const { status } = arriving;
    if (status < 200 || status >= 300)
      return hidden(refusalFailure(status, serverError(text), arriving.headers, choice), key);
    const ids = idsIn(parsedJson(text));
    if (ids !== undefined) return { kind: "models", ids };
    return modelFailure(
      "bad-response",
      `${new URL(choice.baseUrl).origin} answered, but not with a list of models. Check the end of the address (often /v1), or type the model's name yourself.`,
      { status },
    );
  } catch (thrown) {
    return brokenOff(thrown, choice, { byUser: signal.aborted, gaveUp: patience.gaveUp() });
  } finally {
    patience.settle();
    if (noted !== undefined) onExchange(noted);
  }
}

const hidden = (failure: ModelFailure, key: string | undefined): ModelFailure =>
  withoutKey(failure, key) as ModelFailure;
