import { startModelServer } from "../../tests/support/model-server.ts";

/** A process of its own: what the server does must not slow the calls that are measured. Its argument is its latency. */
const delayMs = Number(process.argv[2]);
const server = await startModelServer({ answer: () => ({ text: "hi", delayMs }) });
process.send?.(server.baseUrl("openai-compatible"));
