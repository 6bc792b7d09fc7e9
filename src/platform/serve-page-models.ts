import { expose } from "comlink";

import { createPageModels } from "../models/browser-model/page-models.ts";

/** Offers the models that only a page can hold over a port. They need this tab open. */
export function servePageModels(port: MessagePort): void {
  expose(createPageModels(), port);
}
