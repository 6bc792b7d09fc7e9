import type { RemoteChoice } from "../models/model-choice.ts";
import { accessHint, type ProviderPreset, providerPresets } from "../models/remote/provider-presets.ts";
import type { StudentWorkerApi } from "../protocol/student-worker.ts";

/** A server that is connected, or was found on this machine, with what it can be asked for. */
export interface ModelServer {
  readonly baseUrl: string;
  /** A choice of it; its model is one of `models` or none yet. */
  readonly like: RemoteChoice;
  readonly models: readonly string[];
}

/** What looking for one server came to. */
export type Looked =
  | { readonly kind: "found"; readonly server: ModelServer }
  /** It runs, but does not let this page in; the sentence says how it is told to. */
  | { readonly kind: "closed"; readonly label: string; readonly hint: string }
  | { readonly kind: "nothing"; readonly label: string };

/** Programs people run models with, at the addresses they have unless somebody changed them. */
export const usualServers: readonly ProviderPreset[] = providerPresets.filter(
  ({ id }) => id === "ollama" || id === "lm-studio",
);

const choiceOf = ({ id, dialect, baseUrl, concurrency }: ProviderPreset): RemoteChoice => ({
  kind: "remote",
  dialect,
  provider: id,
  baseUrl,
  model: "",
  needsKey: false,
  concurrency,
});

type Students = Pick<StudentWorkerApi, "listModels" | "testConnection">;

async function lookAt(students: Students, preset: ProviderPreset): Promise<Looked> {
  const like = choiceOf(preset);
  const list = await students.listModels(like);
  const { label, baseUrl } = preset;
  if (list.kind === "models") return { kind: "found", server: { baseUrl, like, models: list.ids } };
  // Only this tells a program that is not running from one that does not let the page in; nobody's model has this name.
  const report = await students.testConnection({ ...like, model: "unknown" });
  return "part" in report && report.part === "page-not-allowed"
    ? { kind: "closed", label, hint: accessHint(preset.id) }
    : { kind: "nothing", label };
}

/** Asks the usual addresses of this machine for their lists of models; no model is asked anything. */
export function lookForServers(
  students: Students,
  presets: readonly ProviderPreset[] = usualServers,
): Promise<readonly Looked[]> {
  return Promise.all(presets.map((preset) => lookAt(students, preset)));
}

/** What looking came to, in sentences. */
export function lookedWords(looked: readonly Looked[]): readonly string[] {
  return looked.flatMap((one) => {
    if (one.kind === "closed") return [`${one.label} runs here, but does not let this page in. ${one.hint}`];
    if (one.kind === "nothing") return [`${one.label} does not answer at its usual address.`];
    return one.server.models.length > 0
      ? []
      : [`A server answers at ${new URL(one.server.baseUrl).host}, but has no model yet.`];
  });
}

interface Known {
  readonly choice: RemoteChoice;
  /** Models its server listed when it was last checked. */
  readonly listed?: readonly string[];
}

/** Every server known, each once, with those of its models that are not set up yet. */
export function serversOf(
  endpoints: readonly Known[],
  found: readonly ModelServer[],
): readonly ModelServer[] {
  const servers = new Map<string, ModelServer>(found.map((server) => [server.baseUrl, server]));
  for (const { choice, listed = [] } of endpoints) {
    const known = servers.get(choice.baseUrl)?.models ?? [];
    servers.set(choice.baseUrl, {
      baseUrl: choice.baseUrl,
      like: choice,
      models: [...new Set([...known, ...listed])],
    });
  }
  const isSetUp = (baseUrl: string, model: string): boolean =>
    endpoints.some(({ choice }) => choice.baseUrl === baseUrl && choice.model === model);
  return [...servers.values()]
    .map((server) => ({
      ...server,
      models: server.models.filter((model) => !isSetUp(server.baseUrl, model)),
    }))
    .filter(({ models }) => models.length > 0);
}

/** Another model of a server that is connected: its address, key and limits, and nothing that was meant for one model. */
export function withModel({ like }: ModelServer, model: string): RemoteChoice {
  const { thinking: _thinking, maxTokens: _maxTokens, temperature: _temperature, ...rest } = like;
  return { ...rest, model };
}
