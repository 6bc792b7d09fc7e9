/** Ways of speaking to an endpoint; what each does is in `dialects`. */
export const remoteDialects = ["openai-compatible", "anthropic", "gemini"] as const;

export type RemoteDialect = (typeof remoteDialects)[number];

/** A place a model can be reached at, and what is known about reaching it from a page. */
export interface ProviderPreset {
  readonly id: string;
  readonly label: string;
  readonly dialect: RemoteDialect;
  readonly baseUrl: string;
  /** `never`: no key; `optional`: a server of one's own that may have been given one. */
  readonly key: "required" | "optional" | "never";
  /** Where a key is made. */
  readonly keyUrl?: string;
  readonly where: "cloud" | "own-machine";
  /** Calls at once that are a safe start. */
  readonly concurrency: number;
  /** Takes an OpenAI `json_schema` response format (or its like). */
  readonly jsonSchema: boolean;
  /** What is known of the server's prefix cache. */
  readonly prefixReuse: "automatic" | "unknown";
  /** How to let this page in, in one or two sentences; `{origin}` is the page's address. To be shown: `accessHint`. */
  readonly accessHint: string;
  /** Whether the access hint was seen to hold, and by whom. */
  readonly accessSource: "tried-by-us" | "reported" | "general-knowledge";
}

const browserAllowed = "Answers pages directly; nothing to set up.";

/** Everything here is a default a user may change; behaviour never depends on the id alone. */
export const providerPresets: readonly ProviderPreset[] = [
  {
    id: "openai",
    label: "OpenAI",
    dialect: "openai-compatible",
    baseUrl: "https://api.openai.com/v1",
    key: "required",
    keyUrl: "https://platform.openai.com/api-keys",
    where: "cloud",
    concurrency: 8,
    jsonSchema: true,
    prefixReuse: "automatic",
    accessHint: browserAllowed,
    accessSource: "general-knowledge",
  },
  {
    id: "openrouter",
    label: "OpenRouter",
    dialect: "openai-compatible",
    baseUrl: "https://openrouter.ai/api/v1",
    key: "required",
    keyUrl: "https://openrouter.ai/settings/keys",
    where: "cloud",
    concurrency: 8,
    jsonSchema: true,
    prefixReuse: "unknown",
    accessHint: browserAllowed,
    accessSource: "general-knowledge",
  },
  {
    id: "groq",
    label: "Groq",
    dialect: "openai-compatible",
    baseUrl: "https://api.groq.com/openai/v1",
    key: "required",
    keyUrl: "https://console.groq.com/keys",
    where: "cloud",
    concurrency: 4,
    jsonSchema: true,
    prefixReuse: "unknown",
    accessHint: browserAllowed,
    accessSource: "general-knowledge",
  },
  {
    id: "mistral",
    label: "Mistral",
    dialect: "openai-compatible",
    baseUrl: "https://api.mistral.ai/v1",
    key: "required",
    keyUrl: "https://console.mistral.ai/api-keys",
    where: "cloud",
    concurrency: 4,
    jsonSchema: true,
    prefixReuse: "unknown",
    accessHint: "Answers pages that send no unusual headers; this studio sends none.",
    accessSource: "reported",
  },
  {
    id: "deepseek",
    label: "DeepSeek",
    dialect: "openai-compatible",
    baseUrl: "https://api.deepseek.com/v1",
    key: "required",
    keyUrl: "https://platform.deepseek.com/api_keys",
    where: "cloud",
    concurrency: 8,
    jsonSchema: false,
    prefixReuse: "automatic",
    accessHint: "Reported to answer pages directly; if it does not, reach its models through OpenRouter.",
    accessSource: "reported",
  },
  {
    id: "together",
    label: "Together",
    dialect: "openai-compatible",
    baseUrl: "https://api.together.xyz/v1",
    key: "required",
    keyUrl: "https://api.together.ai/settings/api-keys",
    where: "cloud",
    concurrency: 8,
    jsonSchema: true,
    prefixReuse: "unknown",
    accessHint: "If it does not answer pages, reach its models through OpenRouter.",
    accessSource: "general-knowledge",
  },
  {
    id: "anthropic",
    label: "Anthropic",
    dialect: "anthropic",
    baseUrl: "https://api.anthropic.com/v1",
    key: "required",
    keyUrl: "https://console.anthropic.com/settings/keys",
    where: "cloud",
    concurrency: 4,
    jsonSchema: true,
    prefixReuse: "automatic",
    accessHint:
      "Answers pages that ask for it with a header, which this studio sends. An organisation's administrator can forbid that.",
    accessSource: "reported",
  },
  {
    id: "gemini",
    label: "Google Gemini",
    dialect: "gemini",
    baseUrl: "https://generativelanguage.googleapis.com/v1beta",
    key: "required",
    keyUrl: "https://aistudio.google.com/apikey",
    where: "cloud",
    concurrency: 4,
    jsonSchema: true,
    prefixReuse: "automatic",
    accessHint: browserAllowed,
    accessSource: "general-knowledge",
  },
  {
    id: "ollama",
    label: "Ollama",
    dialect: "openai-compatible",
    baseUrl: "http://localhost:11434/v1",
    key: "never",
    where: "own-machine",
    concurrency: 1,
    jsonSchema: true,
    prefixReuse: "automatic",
    accessHint:
      "Ollama answers pages from localhost only, until it is started with OLLAMA_ORIGINS set to this page's address: OLLAMA_ORIGINS={origin} ollama serve",
    accessSource: "reported",
  },
  {
    id: "lm-studio",
    label: "LM Studio",
    dialect: "openai-compatible",
    baseUrl: "http://localhost:1234/v1",
    key: "never",
    where: "own-machine",
    concurrency: 1,
    jsonSchema: true,
    prefixReuse: "automatic",
    accessHint: 'Switch on "Enable CORS" in its Developer tab, or start it with: lms server start --cors',
    accessSource: "reported",
  },
  {
    id: "llama.cpp",
    label: "llama.cpp server",
    dialect: "openai-compatible",
    baseUrl: "http://localhost:8080/v1",
    key: "optional",
    where: "own-machine",
    concurrency: 1,
    jsonSchema: true,
    prefixReuse: "automatic",
    accessHint:
      "Lets every page in by default; if it was started with --cors-origins, add {origin} to that list.",
    accessSource: "reported",
  },
  {
    id: "vllm",
    label: "vLLM",
    dialect: "openai-compatible",
    baseUrl: "http://localhost:8000/v1",
    key: "optional",
    where: "own-machine",
    concurrency: 6,
    jsonSchema: true,
    prefixReuse: "automatic",
    accessHint:
      'Lets every page in by default; if it was started with --allowed-origins, add "{origin}" to that list. A browser gives a plain http server 6 connections: for more calls at once, put https (HTTP/2) before it.',
    accessSource: "general-knowledge",
  },
  {
    id: "sglang",
    label: "SGLang",
    dialect: "openai-compatible",
    baseUrl: "http://localhost:30000/v1",
    key: "optional",
    where: "own-machine",
    concurrency: 6,
    jsonSchema: true,
    prefixReuse: "automatic",
    accessHint: "Lets every page in by default. If a proxy stands before it, allow {origin} there.",
    accessSource: "general-knowledge",
  },
];

/** The preset a choice came from; a custom endpoint has none. */
export function presetOf(provider: string): ProviderPreset | undefined {
  return providerPresets.find((preset) => preset.id === provider);
}

/** How this server is told to let this page in, with the page's own address in the command. */
export function accessHint(provider: string): string {
  const origin = typeof location === "undefined" ? "this page's address" : location.origin;
  const hint = presetOf(provider)?.accessHint ?? "The server must allow pages from {origin} (CORS).";
  return hint.replaceAll("{origin}", origin);
}
