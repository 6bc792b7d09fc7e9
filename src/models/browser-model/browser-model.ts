import { reasonOf } from "../../shared/reason-of.ts";
import type {
  ChatMessage,
  CompletionOutcome,
  CompletionRequest,
  LoadProgress,
  ModelErrorKind,
  ModelFailure,
  ResponseFormat,
} from "../language-model.ts";
import type { LoadedModel } from "../loaded-model.ts";
import { modelName } from "../model-name.ts";
import { holdsPicture } from "../pictures.ts";

/** The part of the browser's Prompt API that is used here; it exists on windows only. */
interface PromptSession {
  prompt(
    text: string,
    options?: { readonly signal?: AbortSignal; readonly responseConstraint?: unknown },
  ): Promise<string>;
  destroy(): void;
}

/** What is asked of it. Browsers want a language named, of few they know; without one they warn at every call. */
interface Languages {
  readonly expectedOutputs: readonly { readonly type: "text"; readonly languages: readonly string[] }[];
}

interface PromptApi {
  availability(options: Languages): Promise<"unavailable" | "downloadable" | "downloading" | "available">;
  create(
    options: Languages & {
      readonly initialPrompts?: readonly ChatMessage[];
      readonly signal?: AbortSignal;
      readonly monitor?: (monitor: EventTarget) => void;
    },
  ): Promise<PromptSession>;
}

const languages: Languages = { expectedOutputs: [{ type: "text", languages: ["en"] }] };

export const BROWSER_MODEL_HANDLE = "browser-model";

function promptApi(): PromptApi | undefined {
  return (globalThis as { readonly LanguageModel?: PromptApi }).LanguageModel;
}

/** Whether this browser has a model of its own that this machine can run. */
export async function hasBrowserModel(): Promise<boolean> {
  const api = promptApi();
  return api !== undefined && (await api.availability(languages)) !== "unavailable";
}

function failure(error: ModelErrorKind, message: string): ModelFailure {
  return { kind: "failed", error, message };
}

function failureOf(thrown: unknown): ModelFailure {
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : "";
  const said = reasonOf(thrown);
  if (name === "AbortError") return failure("aborted", "The call was stopped.");
  if (name === "QuotaExceededError")
    return failure(
      "context-overflow",
      "The prompt is longer than the browser's own model can read. Shorten the prompt or the row.",
    );
  if (name === "NotSupportedError")
    return failure("bad-response", `The browser's own model refused this request: ${said}`);
  return failure(
    "engine-dead",
    `The browser's own model stopped: ${said} Reload the page to go on; nothing that was stored is lost.`,
  );
}

/** Makes sure the browser has its model on the machine; the browser itself downloads it where needed. */
export async function loadBrowserModel(
  onProgress: (progress: LoadProgress) => Promise<void>,
): Promise<LoadedModel | ModelFailure> {
  const api = promptApi();
  if (!api) return failure("unknown-model", "This browser has no model of its own. Choose another Student.");
  if ((await api.availability(languages)) === "unavailable")
    return failure(
      "unknown-model",
      "The browser has a model of its own, but not for this machine (graphics memory or disk). Choose another Student.",
    );
  try {
    const session = await api.create({
      ...languages,
      monitor: (monitor) => {
        monitor.addEventListener("downloadprogress", (event) => {
          const loaded = (event as Event & { readonly loaded?: number }).loaded;
          if (loaded !== undefined)
            void onProgress({
              phase: "download",
              text: `The browser fetches its model: ${Math.round(loaded * 100)} %`,
            });
        });
      },
    });
    session.destroy();
  } catch (thrown) {
    return failureOf(thrown);
  }
  return {
    kind: "loaded",
    handle: BROWSER_MODEL_HANDLE,
    identity: "browser-model",
    label: modelName({ kind: "browser-model" }),
    capabilities: {
      prefixReuse: "unknown",
      seed: false,
      temperature: false,
      jsonSchema: true,
      deterministic: false,
      maxConcurrent: 1,
      abort: "request",
    },
  };
}

/** The JSON Schema an answer must fit. */
function constraintOf(format: ResponseFormat | undefined): object | undefined {
  switch (format?.kind) {
    case "json-object":
      return { type: "object" };
    case "json-schema":
      return format.schema;
    case "choice":
      return { type: "string", enum: format.choices };
    case "text":
    case undefined:
      return undefined;
  }
}

/** One completion: everything before the last message is the session's beginning. */
export async function completeInBrowser(
  request: CompletionRequest,
  signal: AbortSignal,
): Promise<CompletionOutcome> {
  const api = promptApi();
  if (!api) return failure("unknown-model", "This browser has no model of its own.");
  if (holdsPicture(request.messages))
    return failure(
      "no-pictures",
      "The browser's own model is asked with text only, and this row holds a picture. Choose a model that sees pictures.",
    );
  const last = request.messages.at(-1);
  const started = performance.now();
  let session: PromptSession | undefined;
  try {
    session = await api.create({ ...languages, initialPrompts: request.messages.slice(0, -1), signal });
    const format = request.responseFormat;
    const constraint = constraintOf(format);
    const text = await session.prompt(last?.content ?? "", {
      signal,
      ...(constraint ? { responseConstraint: constraint } : {}),
    });
    return {
      kind: "completed",
      text: format?.kind === "choice" ? text.replace(/^"|"$/g, "") : text,
      finishReason: "stop",
      usage: {},
      latencyMs: performance.now() - started,
    };
  } catch (thrown) {
    return failureOf(thrown);
  } finally {
    session?.destroy();
  }
}
