import { expose } from "comlink";

import type { PageModelsApi } from "../../protocol/page-models.ts";
import { BROWSER_MODEL_HANDLE, completeInBrowser, loadBrowserModel } from "./browser-model.ts";

/** Offers the models that only a page can hold over a port. They need this tab open. */
export function servePageModels(port: MessagePort): void {
  const underway = new Map<string, AbortController>();
  const api: PageModelsApi = {
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
  expose(api, port);
}
