import { MLCEngine, prebuiltAppConfig } from "@mlc-ai/web-llm";
import { expose } from "comlink";

import { makeEngineHost } from "../src/models/webllm/engine-host.ts";

expose(makeEngineHost(new MLCEngine({ logLevel: "SILENT" }), prebuiltAppConfig.model_list));
