import { expose } from "comlink";

import { openRunWorker } from "../src/runs/open-run-worker.ts";

expose(openRunWorker(self.location.href, self.name, navigator.locks));
