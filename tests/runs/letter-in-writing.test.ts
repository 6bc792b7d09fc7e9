import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";

import { makeRuns } from "../../src/runs/runs.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { memoryLocks } from "../support/memory-locks.ts";
import { type ModelServer, startModelServer } from "../support/model-server.ts";
import { sampleRun } from "../support/sample-run.ts";
import { endpoint, hostedModels } from "./hosted-models.ts";
import { connect, freshName, untilStatus } from "./open-runs.ts";

let server: ModelServer | undefined;
afterEach(() => server?.close());

test("the letter of a Reflection model is told while it is written, and taken back when it has ended", async () => {
  server = await startModelServer({
    answer: ({ json }) =>
      json["stream"] === true
        ? { text: "```\nAnswer with the one word that fits best.\n```", dripMs: 1 }
        : "NONE",
  });
  const name = freshName();
  const db = await connect(name);
  const told: string[] = [];
  const runs = makeRuns(
    {
      db,
      strictDb: db,
      load: hostedModels(db).load,
      now: () => Date.now(),
      onWriting: (_runId, text) => told.push(text),
    },
    memoryLocks(),
  );
  const sample = sampleRun({ id: "run", metricCalls: 12, sizes: { feedback: 4, pareto: 3, test: 2 } });
  const model = endpoint(server);
  await requestRun(db, { ...sample, student: model, reflection: model }, 1);
  await runs.start("run");
  await untilStatus(db, "run", "finished", "waiting");
  expect(told.some((text) => text.startsWith("```"))).toBe(true);
  expect(told.at(-1)).toBe("");
  db.close();
});
