import { expose } from "comlink";

import type { SandboxWorkerApi } from "../src/protocol/sandbox-worker.ts";
import { holdLife } from "../src/shared/life-lock.ts";
import { createQuickJsSandbox, loadInterpreter } from "../src/tasks/sandbox/quickjs.ts";

const api: SandboxWorkerApi = {
  ready: loadInterpreter,
  holdLife: (name) => holdLife(navigator.locks, name),
  call: (code, name, input, limits) => createQuickJsSandbox(limits).call(code, name, input),
};

expose(api);
