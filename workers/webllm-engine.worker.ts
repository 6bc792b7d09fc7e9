import { MLCEngine, prebuiltAppConfig } from "@mlc-ai/web-llm";
import { expose } from "comlink";

import { makeEngineHost } from "../src/models/webllm/engine-host.ts";

const engine = new MLCEngine({ logLevel: "SILENT" });
const inside = engine as unknown as { readonly loadedModelIdToPipeline?: ReadonlyMap<string, unknown> };

expose(makeEngineHost(engine, prebuiltAppConfig.model_list, (id) => inside.loadedModelIdToPipeline?.get(id)));
