import "fake-indexeddb/auto";
import { MessageChannel } from "node:worker_threads";

import { expose, type Remote, wrap } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { expect, test } from "vitest";

import type { CompletionOutcome, CompletionRequest } from "../../src/models/language-model.ts";
import type { StudentWorkerApi } from "../../src/protocol/student-worker.ts";
import { makePortedLoader } from "../../src/runs/ported-models.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { ruleFollower } from "../support/rule-follower.ts";
import { sampleRun } from "../support/sample-run.ts";
import { freshName, openTab, untilStatus } from "./open-runs.ts";

/** A student worker's side of a port, which can die as a killed thread does: silently. */
function startHost() {
  const { port1, port2 } = new MessageChannel();
  let asked = 0;
  let dieAt = Infinity;
  const api = {
    load: async () => ({
      kind: "loaded",
      handle: "h",
      identity: "scripted",
      label: "A script",
      capabilities: { prefixReuse: "none", maxConcurrent: 2, deterministic: true },
    }),
    async complete(_handle: string, _callId: string, request: CompletionRequest): Promise<CompletionOutcome> {
      if (++asked === dieAt) port1.close();
      return ruleFollower(request);
    },
    abort: async () => undefined,
    knownOrigins: async () => [],
  };
  expose(api, nodeEndpoint(port1));
  return {
    student: wrap<StudentWorkerApi>(nodeEndpoint(port2)) as Remote<StudentWorkerApi>,
    dieAt: (call: number) => (dieAt = call),
    end: () => port1.close(),
  };
}

test("a model thread that dies mid-run leaves the run waiting with a sentence; with a new thread it goes on", async () => {
  const times = { everyMs: 20, patienceMs: 60 };
  const name = freshName();
  const dying = startHost();
  dying.dieAt(17);
  const first = await openTab(
    name,
    makePortedLoader(Promise.resolve({ student: dying.student, page: undefined }), times),
  );
  await requestRun(
    first.db,
    {
      ...sampleRun({ id: "run", metricCalls: 60, sizes: { feedback: 9, pareto: 6, test: 4 } }),
      concurrency: 2,
    },
    1,
  );
  await first.runs.start("run");
  const run = await untilStatus(first.db, "run", "waiting");
  expect(run.waiting).toMatchObject({ kind: "model", role: "student", error: "engine-dead" });
  expect(await first.db.rollouts.count()).toBeGreaterThanOrEqual(15);
  expect(await first.runs.start("run")).toEqual({ kind: "started" });
  await first.runs.idle();
  first.close();

  const alive = startHost();
  const second = await openTab(
    name,
    makePortedLoader(Promise.resolve({ student: alive.student, page: undefined }), times),
  );
  await second.runs.start("run");
  await untilStatus(second.db, "run", "finished");
  alive.end();
});
