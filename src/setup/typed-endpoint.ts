import type { RemoteChoice } from "../models/model-choice.ts";
import { presetOf } from "../models/remote/provider-presets.ts";
import { type Limits, limitsAsChoice } from "./endpoint-limits.ts";

/** An endpoint as it stands in its form. */
export interface TypedEndpoint {
  /** Which service or server; "custom" for one that is not listed. */
  readonly presetId: string;
  readonly baseUrl: string;
  readonly model: string;
  /** Never kept with the endpoint. */
  readonly key: string;
}

/** What the form starts from: the endpoint to change, else the server of another. */
export function firstTyped(start: RemoteChoice | undefined, like: RemoteChoice | undefined): TypedEndpoint {
  return {
    presetId: like?.provider ?? "custom",
    baseUrl: like?.baseUrl ?? "http://localhost:11434/v1",
    model: start?.model ?? "",
    key: "",
  };
}

/** The endpoint it says. `isKeyed`: another model of its server was set up with a key. */
export function typedChoice(
  { presetId, baseUrl, model, key }: TypedEndpoint,
  limits: Limits,
  known: {
    readonly start: RemoteChoice | undefined;
    readonly like: RemoteChoice | undefined;
    readonly isKeyed: boolean;
  },
): RemoteChoice {
  const preset = presetOf(presetId);
  return {
    kind: "remote",
    dialect: preset?.dialect ?? known.like?.dialect ?? "openai-compatible",
    provider: presetId,
    baseUrl: baseUrl.trim().replace(/\/+$/, ""),
    model: model.trim(),
    needsKey: key !== "" || preset?.key === "required" || known.start?.needsKey === true || known.isKeyed,
    concurrency: preset?.concurrency ?? 4,
    ...limitsAsChoice(limits),
  };
}
