import type { LocalLoader } from "../host/loader.ts";
import type { WebLlmChoice } from "../model-choice.ts";
import { textOnly } from "../pictures.ts";
import { withRoomToThink } from "../wrappers/with-room-to-think.ts";
import { cacheStatus, deleteModel } from "./download-model.ts";
import { listedModels, loadWebLlm, recordOf } from "./load-webllm.ts";

/** WebLLM's weights lie in the caches its engine reads. */
export const webLlmLoader: LocalLoader<WebLlmChoice> = {
  async load(choice, { report, signal }) {
    const loaded = await loadWebLlm(choice, report, signal);
    if (loaded.kind === "failed") return loaded;
    const { model, contextLength, sha256, weights, bytes } = loaded;
    return {
      kind: "ready",
      model: textOnly(withRoomToThink(model, choice.thinking ?? "off")),
      facts: { contextLength, weightsSha256: sha256, weights, memoryBytes: bytes },
    };
  },
  async weightsHere(choice) {
    const record = await recordOf(choice);
    return "kind" in record ? record : cacheStatus(record);
  },
  async remove(choice) {
    const record = await recordOf(choice);
    if (!("kind" in record)) await deleteModel(record);
  },
  list: listedModels,
  importFolder: async (name, folder, report) =>
    (await import("./import-folder.ts")).importFolder(name, folder, report),
};
