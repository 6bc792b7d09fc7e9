import { modelFailure } from "../failure.ts";
import type { ModelFailure } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { lookAround } from "./test-connection.ts";
import { whyUnreachable } from "./why-unreachable.ts";

/** What was found stands for so long: calls fail together, and each would ask again. */
const holdsForMs = 60_000;

/** Finds out, once for all calls that fail together, why a host that never answered cannot be reached from here. */
export function makeExplanation(
  choice: RemoteChoice,
  keyFor: (origin: string) => string | undefined,
): () => Promise<ModelFailure | undefined> {
  let found: { readonly at: number; readonly failure: Promise<ModelFailure> } | undefined;

  async function look(): Promise<ModelFailure> {
    const key = keyFor(new URL(choice.baseUrl).origin);
    const { part, message } = await whyUnreachable(choice, key, await lookAround(choice.baseUrl));
    return modelFailure(
      part === "local-network-permission" ? "local-network-denied" : "unreachable-or-cors",
      message,
    );
  }

  return async () => {
    // Outside of a browser there is no page that could be kept out.
    if (typeof location === "undefined") return undefined;
    if (found === undefined || performance.now() - found.at > holdsForMs)
      found = { at: performance.now(), failure: look() };
    return found.failure;
  };
}
