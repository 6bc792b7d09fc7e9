import { engineOf } from "../kinds/model-kinds.ts";
import type { ReusingModel } from "../prefix-reuse-check.ts";
import { measureSpeed } from "../speed-test.ts";
import { tuneThreads } from "../tune-threads.ts";
import type { HostSession } from "./host-session.ts";
import type { ModelRegistry } from "./registry.ts";

/** What a thread has measured of models on this machine; `who` stands for the thread. */
export function makeMeasurements(
  registry: ModelRegistry,
  who: object,
): Pick<HostSession, "measureSpeed" | "tuneThreads" | "checkPrefixReuse"> {
  return {
    measureSpeed: (handle) => registry.withModel(handle, (model) => measureSpeed(model)),
    tuneThreads: (choice, onProgress) =>
      tuneThreads(navigator.hardwareConcurrency, self.crossOriginIsolated, async (threads) => {
        const loaded = await registry.load({ ...choice, threads }, onProgress, who);
        if (loaded.kind === "failed") return loaded;
        const text = `Four short calls with ${threads === 1 ? "one thread" : `${threads} threads`}`;
        await onProgress({ phase: "ready", text });
        const speed = await registry.withModel(loaded.handle, (model) => measureSpeed(model));
        await registry.unload(loaded.handle);
        return speed;
      }),
    async checkPrefixReuse(choice, onProgress) {
      const reuse = { passed: true, isOn: true, words: "" };
      const loaded = await registry.load(engineOf(choice).withOptions(choice, { reuse }), onProgress, who);
      if (loaded.kind === "failed") return loaded;
      return registry.withModel(loaded.handle, async (model) => {
        const { checkPrefixReuse } = model as Partial<ReusingModel>;
        if (checkPrefixReuse === undefined)
          return { kind: "not-possible", message: "This engine needs no check." };
        return checkPrefixReuse((done, of) =>
          onProgress({ phase: "ready", text: `Comparing answers: ${done} of ${of}` }),
        );
      });
    },
  };
}
