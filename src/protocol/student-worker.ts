import type { HostSession } from "../models/host/host-session.ts";

export type { LoadedModel } from "../models/loaded-model.ts";

/**
 * student.worker hosts every model that runs off the page: local engines and remote endpoints (keys are decrypted
 * only here). run.worker talks to it over a port of their own, so prompts never cross the page.
 */
export interface StudentWorkerApi extends Omit<HostSession, "abortAll"> {
  /** Holds a lock of this name until the thread ends, so that its end is noticed. */
  holdLife(name: string): Promise<void>;
  /** A second port to the same worker, for run.worker. */
  openPort(port: MessagePort): Promise<void>;
}
