import { loadRemote } from "../../src/models/host/load-remote.ts";
import type { LanguageModel } from "../../src/models/language-model.ts";
import type { RemoteChoice } from "../../src/models/model-choice.ts";
import type { RemoteDialect } from "../../src/models/remote/provider-presets.ts";
import type { Clock } from "../../src/models/wrappers/clock.ts";

/** A clock that only moves when somebody waits, so that an hour's wait is over at once and still counted. */
export function countedClock(): Clock & { readonly waitsMs: readonly number[] } {
  const waitsMs: number[] = [];
  let now = 0;
  return {
    waitsMs,
    now: () => now,
    async sleep(ms) {
      waitsMs.push(ms);
      now += ms;
    },
    random: () => 0.5,
  };
}

export function remoteChoice(dialect: RemoteDialect, baseUrl: string): RemoteChoice {
  return { kind: "remote", dialect, provider: "custom", baseUrl, model: "a-model", needsKey: false };
}

/** A remote model as a run has it, every wrapper included; only its waits are not waited for. */
export function remoteHere(choice: RemoteChoice, clock: Clock): LanguageModel {
  return loadRemote(choice, {
    keyFor: () => "a-key",
    isBlocked: async () => false,
    prices: () => [],
    answers: new Map(),
    leaving: async () => async () => undefined,
    clock,
  });
}
