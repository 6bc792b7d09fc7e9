import { expose } from "comlink";

import type { PageModelsApi } from "../protocol/page-models.ts";

/** Offers the models that only a page can hold over a port. They need this tab open; their code comes with the first call. */
export function servePageModels(port: MessagePort): void {
  let made: Promise<PageModelsApi> | undefined;
  const models = (): Promise<PageModelsApi> =>
    (made ??= import("../models/browser-model/page-models.ts").then(({ createPageModels }) =>
      createPageModels(),
    ));
  const offered: PageModelsApi = {
    load: async (...wanted) => (await models()).load(...wanted),
    complete: async (...wanted) => (await models()).complete(...wanted),
    abort: async (callId) => (await models()).abort(callId),
  };
  expose(offered, port);
}
