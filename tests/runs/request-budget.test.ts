import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";

import { foldJournal } from "../../src/engine/index.ts";
import { requestRun, type RunRequest } from "../../src/storage/library/runs.ts";
import { requestsPerRollout } from "../../src/tasks/requests-per-rollout.ts";
import type { TaskSpec } from "../../src/tasks/task-spec.ts";
import {
  type ModelRequest,
  type ModelServer,
  type Reply,
  startModelServer,
} from "../support/model-server.ts";
import { followRules } from "../support/rule-follower.ts";
import { sampleRun } from "../support/sample-run.ts";
import { endpoint, openHostedTab } from "./hosted-models.ts";
import { connect, freshName, journalOf, untilStatus } from "./open-runs.ts";

const sizes = { feedback: 8, pareto: 5, test: 2 };
const servers: ModelServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Kind = "one prompt" | "two prompts" | "repeats" | "a judge" | "two prompts, repeats and a judge";
const kinds: readonly Kind[] = [
  "one prompt",
  "two prompts",
  "repeats",
  "a judge",
  "two prompts, repeats and a judge",
];

function taskOf(task: TaskSpec, kind: Kind): TaskSpec {
  const [module] = task.program.modules;
  const notes = { ...module!, name: "notes", output: { kind: "text" } } as const;
  const judge = {
    kind: "judge",
    name: "judged",
    weight: 1,
    options: { rubric: "The label must fit.", role: "student" },
  };
  return {
    ...task,
    ...(kind.includes("two prompts") ? { program: { ...task.program, modules: [notes, module!] } } : {}),
    ...(kind.includes("repeats") ? { repeats: 2 } : {}),
    ...(kind.includes("judge") ? { metrics: [...task.metrics, judge] } : {}),
  };
}

/** Its verdicts differ, so that the search has something to climb. */
const reply = ({ system, user, index }: ModelRequest): Reply =>
  user.includes("The label must fit.")
    ? JSON.stringify({ reasons: "It fits.", score: (index * 7) % 11 })
    : followRules(system, user);

async function prepared(
  kind: Kind,
  requests: number,
  answer: (request: ModelRequest) => Reply | Promise<Reply> = reply,
) {
  const server = await startModelServer({ answer });
  servers.push(server);
  const sample = sampleRun({ id: "run", metricCalls: 1, sizes });
  const task = taskOf(sample.task, kind);
  const most = requestsPerRollout(task);
  const request: RunRequest = {
    ...sample,
    task,
    engine: {
      ...sample.engine,
      reuseParentRollouts: false,
      budget: { ...sample.engine.budget, metricCalls: null, requests, requestsPerRollout: most },
    },
    student: endpoint(server),
    finalTest: false,
    concurrency: 3,
  };
  const name = freshName();
  const owner = await connect(name);
  await requestRun(owner, request, 1);
  return { server, name, owner, most };
}

test.each(kinds)(
  "a task of %s sends its server no more requests than its budget, and says how many",
  async (kind) => {
    const cap = 97;
    const { server, name, owner, most } = await prepared(kind, cap);
    const tab = await openHostedTab(name);
    await tab.runs.start("run");
    const run = await untilStatus(owner, "run", "finished");
    const counted = server.completions().length;
    expect(counted).toBeLessThanOrEqual(cap);
    expect(counted).toBeGreaterThan(sizes.pareto * most);
    expect(run.summary?.requests).toBe(counted);
    expect(foldJournal(await journalOf(owner, "run"))?.spent.requests).toBe(counted);
    tab.kill();
  },
  60_000,
);

test("killed again and again, a run stays within its budget for all its lives", async () => {
  const cap = 76;
  let silentAt = 20;
  const { server, name, owner } = await prepared("two prompts, repeats and a judge", cap, (asking) =>
    asking.index >= silentAt ? new Promise<never>(() => undefined) : reply(asking),
  );
  for (const next of [35, 50, Number.POSITIVE_INFINITY]) {
    const tab = await openHostedTab(name);
    await tab.runs.start("run");
    await expect
      .poll(
        async () =>
          server.completions().length > silentAt || (await owner.runs.get("run"))?.status === "finished",
        { timeout: 20_000, interval: 5 },
      )
      .toBe(true);
    tab.kill();
    silentAt = next;
  }
  const tab = await openHostedTab(name);
  await tab.runs.start("run");
  const run = await untilStatus(owner, "run", "finished");
  expect(server.completions().length).toBeLessThanOrEqual(cap);
  expect(run.summary?.requests).toBeGreaterThanOrEqual(server.completions().length);
  tab.kill();
}, 60_000);

test("requests that fail and are sent again count like any other, to the last of the budget", async () => {
  const cap = 90;
  const failing = new Set([0, 30, 84, 85, 86, 87, 88, 89, 90]);
  const { server, name, owner } = await prepared("two prompts, repeats and a judge", cap, (asking) =>
    failing.has(asking.index) ? { status: 500, text: "one of those days" } : reply(asking),
  );
  const tab = await openHostedTab(name);
  await tab.runs.start("run");
  const run = await untilStatus(owner, "run", "finished");
  expect(server.completions().length).toBeLessThanOrEqual(cap);
  expect(run.summary?.requests).toBe(server.completions().length);
  tab.kill();
}, 60_000);
