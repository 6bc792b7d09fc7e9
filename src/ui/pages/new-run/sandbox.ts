import { createSandboxClient } from "../../../tasks/sandbox/sandbox-client.ts";

/** The page's own sandbox, for trials; its worker is opened with the first call. */
export const sandbox = createSandboxClient(
  () => new Worker(new URL("../../../../workers/sandbox.worker.ts", import.meta.url), { type: "module" }),
);
