import { hostOf } from "../../models/host-of.ts";
import { downloadHosts, type LocalModel } from "../../models/local/local-model.ts";
import { formatBytes } from "../../views/words/numbers.ts";
import { heldBackSentence } from "../../views/words/privacy-words.ts";
import { useConfirm } from "../kit/confirm.tsx";
import { createEndpoints } from "./create-endpoints.ts";
import type { LocalModels } from "./create-local-models.ts";

/** Brings a model here, once its hosts are allowed by the user's word; `begun` runs as soon as they are. */
export function createDownload(
  locals: Pick<LocalModels, "load">,
): (model: LocalModel, begun?: (model: LocalModel) => void) => Promise<void> {
  const endpoints = createEndpoints();
  const confirm = useConfirm();
  return async (model, begun) => {
    const hosts = downloadHosts(model.choice, document.baseURI);
    const missing = hosts.filter((host) => !endpoints.isAllowed(host));
    const held = heldBackSentence(endpoints.policy(), hosts);
    if (held !== undefined) throw new Error(held);
    if (missing.length > 0) {
      const size = model.bytes === undefined ? "" : `, about ${formatBytes(model.bytes)}`;
      const yes = await confirm({
        title: `Download ${model.label}${size}?`,
        text: `The files come from ${hosts.map(hostOf).join(", ")}. These will be allowed: ${missing.join(", ")}. They learn which model you fetch, and nothing of your rows. Afterwards the model works without a network.`,
        yes: `Allow and download ${model.label}`,
      });
      if (!yes) return;
      await endpoints.allow(...missing);
    }
    begun?.(model);
    await locals.load(model);
  };
}
