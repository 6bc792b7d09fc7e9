import type { RemoteChoice } from "../model-choice.ts";

/** The header a dialect carries its key in. */
export function keyHeaders({ dialect }: RemoteChoice, key: string | undefined): Record<string, string> {
  if (key === undefined) return {};
  switch (dialect) {
    case "openai-compatible":
      return { authorization: `Bearer ${key}` };
    case "anthropic":
      return { "x-api-key": key };
    case "gemini":
      return { "x-goog-api-key": key };
  }
}
