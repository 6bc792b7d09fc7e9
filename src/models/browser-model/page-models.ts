import type { PageModelsApi } from "../../protocol/page-models.ts";
import { BROWSER_MODEL_HANDLE, completeInBrowser, loadBrowserModel } from "./browser-model.ts";

/** The models that only a page can hold, with its own calls under way. */
export function createPageModels(): PageModelsApi {
  const underway = new Map<string, AbortController>();
  return {
    load: (_choice, onProgress) => loadBrowserModel(onProgress),
    complete: async (handle, callId, request) => {
      if (handle !== BROWSER_MODEL_HANDLE)
        return {
          kind: "failed",
          error: "unknown-model",
          message: `This page holds no model called ${handle}.`,
        };
      const controller = new AbortController();
      underway.set(callId, controller);
      try {
        return await completeInBrowser(request, controller.signal);
      } finally {
        underway.delete(callId);
      }
    },
    abort: async (callId) => underway.get(callId)?.abort(),
  };
}
