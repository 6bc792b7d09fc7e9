import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";

import type { RemoteChoice } from "../model-choice.ts";
import { presetOf } from "./provider-presets.ts";
import { adapted, type Quirks } from "./quirks.ts";

/** What all three provider packages give back, as far as it is used here. */
export type SdkModel = ReturnType<ReturnType<typeof createOpenAICompatible>["chatModel"]>;
export type SdkCall = Parameters<SdkModel["doGenerate"]>[0];
export type SdkAnswer = Awaited<ReturnType<SdkModel["doGenerate"]>>;

/**
 * The provider package of a dialect. The packages say what is sent and read what comes back; the fetch, retries, time
 * limits and errors are ours. Made once per model, because making one builds its schemas; the key goes along with each
 * call (`keyHeaders`) and is not kept.
 */
export function makeSdkModel(
  choice: RemoteChoice,
  guardedFetch: typeof fetch,
  quirks: Quirks,
): Pick<SdkModel, "doGenerate"> {
  const common = { baseURL: choice.baseUrl, fetch: guardedFetch };
  switch (choice.dialect) {
    case "openai-compatible":
      return createOpenAICompatible({
        ...common,
        name: "endpoint",
        supportsStructuredOutputs: presetOf(choice.provider)?.jsonSchema ?? true,
        transformRequestBody: (body) => adapted(body, quirks),
      }).chatModel(choice.model);
    case "anthropic":
      return createAnthropic({
        ...common,
        apiKey: "",
        headers: { "anthropic-dangerous-direct-browser-access": "true" },
      })(choice.model);
    case "gemini":
      return createGoogleGenerativeAI({ ...common, apiKey: "" })(choice.model);
  }
}
