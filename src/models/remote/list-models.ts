import { modelFailure } from "../failure.ts";
import type { ModelFailure } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { type Exchange, makeGuardedFetch } from "./guarded-fetch.ts";
import { keyHeaders } from "./key-headers.ts";
import { remoteFailure } from "./remote-failure.ts";

export type ModelList = { readonly kind: "models"; readonly ids: readonly string[] } | ModelFailure;

const timeLimitMs = 20_000;

function headersFor(choice: RemoteChoice, key: string | undefined): Record<string, string> {
  const own = keyHeaders(choice, key);
  return choice.dialect === "anthropic" && key !== undefined
    ? { ...own, "anthropic-version": "2023-06-01", "anthropic-dangerous-direct-browser-access": "true" }
    : own;
}

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
  const timeout = AbortSignal.timeout(timeLimitMs);
  let exchange: Exchange | undefined;
  try {
    const guarded = makeGuardedFetch(choice.dialect, (begun) => {
      exchange = begun;
    });
    const page = choice.dialect === "gemini" ? "/models?pageSize=1000" : "/models";
    const response = await guarded(`${choice.baseUrl}${page}`, {
      headers: headersFor(choice, key),
      signal: AbortSignal.any([signal, timeout]),
    });
    const text = await response.text();
    if (!response.ok)
      throw Object.assign(new Error("the endpoint refused"), {
        requestBodyValues: undefined,
        statusCode: response.status,
        responseBody: text,
        responseHeaders: Object.fromEntries(response.headers),
      });
    const ids = idsIn(parsed(text));
    if (ids !== undefined) return { kind: "models", ids };
    return modelFailure(
      "bad-response",
      `${new URL(choice.baseUrl).origin} answered, but not with a list of models. Check the end of the address (often /v1), or type the model's name yourself.`,
      { status: response.status },
    );
  } catch (thrown) {
    return remoteFailure(thrown, choice, { byUser: signal.aborted, byTimeout: timeout.aborted });
  } finally {
    if (exchange !== undefined) onExchange(exchange);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
