import type { CompletionRequest } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { dialects } from "./dialects/dialects.ts";
import { endpointOf, quirksOf } from "./quirks.ts";

/** The parameters of a request that an endpoint was found to refuse, by its own names. */
export function leftOutBy(choice: RemoteChoice, request: CompletionRequest): readonly string[] {
  const { refused } = quirksOf(endpointOf(choice));
  const { maxTokens } = request;
  const { options } = dialects[choice.dialect].body({ choice, request, maxTokens, streams: true });
  return options
    .filter(({ key, ways }) => (refused.get(key) ?? 0) >= ways.length)
    .map(({ ways }) => ways[0]?.[0].split(".").at(-1) ?? "");
}
